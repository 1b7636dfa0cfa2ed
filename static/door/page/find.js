// Find somebody who has no code at hand: by name, city, delegation, the end of a phone number, or the typed code.

import { canonical } from "../codes.js";
import { make } from "./elements.js";

const PAUSE = 80; // after a key, before the list is made anew
const CODE_LENGTH = 8;

// onCode(code) hears a typed code, onPerson(person) who was chosen.
export function createFind({ door, part, sheets, people, say, place, onCode, onPerson }) {
  const input = part("find-text");
  let timer = null;
  let code = null;

  function open(text = "") {
    input.value = text;
    list();
    sheets.open("find-sheet");
    input.focus();
  }

  function list() {
    code = canonical(input.value);
    const { people: found, more } = door.search(input.value);
    const rows = found.map((person) => people.row(person, door.presence(person.registration, place()), () => onPerson(person)));
    if (code) rows.unshift(codeRow(code));
    part("find-results").replaceChildren(...rows);
    part("find-said").textContent = said(found.length, more);
  }

  function said(count, more) {
    if (code || !input.value.trim()) return "";
    if (!count) return say("find_nobody");
    return say(more ? "find_more" : "find_count", { count });
  }

  function codeRow(text) {
    const shown = text.length === CODE_LENGTH ? `${text.slice(0, 4)} ${text.slice(4)}` : text.slice(-6);
    const label = make("bdi", { dir: "ltr", class: "find-code", textContent: shown });
    return make("li", {}, make("button", { type: "button", class: "person", on: { click: () => onCode(text) } }, say("find_code"), make("span", {}, label)));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(list, PAUSE);
  });
  part("find-form").addEventListener("submit", (event) => {
    event.preventDefault();
    list();
    if (code) onCode(code);
    else part("find-results").querySelector("button")?.focus();
  });

  return { open };
}
