// What a roster needs in a test: people and pages as the API writes them, over a store in memory.

import { createKnown } from "../../static/door/core/known.js";
import { createRoster } from "../../static/door/core/roster.js";
import { createSeal, newKey } from "../../static/door/core/seal.js";
import { createMemory } from "../../static/door/core/store.js";

export const check = (number, typed = false) => `${typed ? "f" : "0"}${String(number).padStart(15, "0")}`;

export function person(number, more = {}) {
  return {
    registration: `person-${number}`, name_ar: "", name_latin: `Person ${number}`, search: `=person =${number}`, city: { fr: "Rosso" },
    category: "mayor", category_name: { fr: "Maire" }, state: "approved", expected: ["main"], phone: "", delegation: "",
    codes: [{ check: check(number), typed_check: check(number, true), revoked: false }], photo: "", ...more,
  };
}

export function page(people, more = {}) {
  return { people, scans: [], whole: false, more: false, cursor: "1", ...more };
}

export const row = (id, who, more = {}) => [
  id, `person-${who}`, more.checkpoint ?? "main", more.direction ?? "in", "admitted", more.at ?? "2027-01-28T09:00:00.000Z", null, "Gate B",
];

// A roster as it is after the page is opened (again): on the same disk, under the same key.
export async function opened({ store = createMemory(), key } = {}) {
  const kept = key ?? (await newKey());
  const known = createKnown();
  const roster = createRoster({ store, seal: createSeal(kept), known });
  await roster.load();
  return { roster, known, store, key: kept };
}
