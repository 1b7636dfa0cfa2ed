// The last scans of this device, and one of them taken back with a reason: nothing is erased, a line is added.

import { namesOf, TONES } from "../answer.js";
import { clockTime } from "../messages.js";
import { bdi, make } from "./elements.js";
import { UNDOABLE } from "./scans.js";

const MOST = 30;

// onUndo(line, reason) takes back.
export function createRecent({ door, part, sheets, say, icon, language, zone, placeName, onUndo }) {
  let chosen = null;

  function open() {
    const scans = door.recent(MOST);
    const undone = new Set(scans.map(({ line }) => line.corrects).filter(Boolean));
    part("recent-empty").hidden = scans.length > 0;
    part("recent-list").replaceChildren(...scans.map((scan) => row(scan, undone.has(scan.line.id))));
    sheets.open("recent-sheet");
  }

  function row({ line, result }, isUndone) {
    const what = line.corrects ? "undone" : result.outcome;
    const names = result.person ? namesOf(result.person, language).slice(0, 1).map(bdi) : [];
    const text = [clockTime(line.at, zone()), placeName(line.checkpoint)].filter(Boolean).join(" · ");
    const facts = make("span", { class: "recent-facts" }, make("strong", { textContent: say(what) }), make("bdi", { textContent: text }));
    if (result.rehearsal) facts.append(make("span", { class: "recent-rehearsal", textContent: say("rehearsal") }));
    const state = isUndone ? make("span", { class: "recent-undone", textContent: say("undone") }) : null;
    const button = !isUndone && canBeUndone({ line, result }, door.pairing) && make("button", { type: "button", class: "button button-quiet", textContent: say("undo"), on: { click: () => ask({ line, result }) } });
    return make("li", { class: "recent" }, icon(`mark-${TONES[what] ?? "wait"}`, `check-mark ${TONES[what] ?? "wait"}`), make("span", { class: "recent-who" }, ...names, facts), state || button);
  }

  function ask({ line, result }) {
    chosen = line;
    part("undo-form").reset();
    part("undo-names").replaceChildren(...namesOf(result.person ?? {}, language).map(bdi));
    sheets.open("undo-sheet");
  }

  part("undo-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const reason = form.elements.other.value.trim() || form.querySelector("[name=why]:checked")?.value || "";
    part("undo-fault").hidden = Boolean(reason);
    if (!reason) return;
    sheets.close();
    onUndo(chosen, reason);
  });

  return { open };
}

// What moved somebody, unless it is an undo itself or belongs to a rehearsal that the desk has cleared.
export function canBeUndone({ line, result }, { rehearsal }) {
  return !line.corrects && UNDOABLE.has(result.outcome) && (!result.rehearsal || Boolean(rehearsal));
}
