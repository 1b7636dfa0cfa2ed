// Who is meant by what was typed: names in both scripts, city, delegation, the end of a phone number.

import { holds, searchKey, searchLetters, searchTerms } from "./names.js";

const LAST_DIGITS = 4; // of the phone: more a door does not know

// people: as the roster gives them. Gives find(text, most) → {people, more}: the likeliest first, `more` when cut off.
export function createFinder(people) {
  const places = new Map(); // hundreds of people come from one city
  const entries = people.map((person) => ({ person, key: keyOf(person, places) }));

  return function find(text, most = 30) {
    const { terms, number } = searchTerms(text);
    if (!terms.length && !number) return { people: [], more: false };
    const letters = searchLetters(text);
    const byRank = letters.map(() => []).concat([[]]); // by how many words were written with these letters
    for (const { person, key } of entries) {
      if ((number && !endsIn(person.phone, number)) || !holds(terms, key)) continue;
      byRank[letters.filter((word) => key.includes(word)).length].push(person);
    }
    const ranked = byRank.reverse().flat();
    return { people: ranked.slice(0, most), more: ranked.length > most };
  };
}

const COMES = new Set(["approved", "submitted"]); // who withdrew, or was replaced, is there to be answered only

// Gives delegationOf(delegation) → its people who may still come, in the order of the list; "" is nobody's.
export function createDelegations(people) {
  const byName = new Map();
  for (const person of people) {
    const name = nameOf(person.delegation);
    if (!name || !COMES.has(person.state)) continue;
    if (!byName.has(name)) byName.set(name, []);
    byName.get(name).push(person);
  }
  return (delegation) => byName.get(nameOf(delegation)) ?? [];
}

function nameOf(delegation) {
  return typeof delegation === "string" ? delegation : Object.values(delegation ?? {}).find(Boolean) || "";
}

function keyOf(person, places) {
  return ` ${person.search ?? ""} ${placeKey(person.city, places)} ${placeKey(person.delegation, places)} `;
}

function placeKey(text, places) {
  if (!text) return "";
  const names = typeof text === "string" ? [text] : Object.values(text);
  const known = names.join("\n");
  if (!places.has(known)) places.set(known, searchKey(...names));
  return places.get(known);
}

function endsIn(phone, number) {
  if (!phone) return false;
  return number.length < LAST_DIGITS ? phone.endsWith(number) : phone === number.slice(-LAST_DIGITS);
}
