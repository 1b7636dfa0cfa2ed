// Always a human way on: the desk's number, and where the pairing allows it, in they go with a reason.

import { OVERRIDABLE } from "../answer.js";
import { make } from "./elements.js";

const NUMBER = /^\+?[\d\s().-]{5,}$/;

// onOverride(line, reason) lets somebody in all the same.
export function createDeskCall({ door, part, sheets, say, onOverride }) {
  let line = null;

  function open(scan, result) {
    line = scan;
    const mayOverride = Boolean(door.pairing.may_override) && !scan.override && OVERRIDABLE.has(result.outcome);
    part("override-form").reset();
    part("override-form").hidden = !mayOverride;
    part("desk-contact").replaceChildren(contact(door.pairing.event.contact));
    part("desk-fault").hidden = true;
    sheets.open("desk-sheet");
  }

  function contact(text) {
    if (!text) return make("p", { textContent: say("desk_no_contact") });
    const href = NUMBER.test(text) ? `tel:${text.replace(/[^\d+]/g, "")}` : `mailto:${text}`;
    return make("a", { class: "button desk-contact", href }, make("bdi", { dir: "ltr", textContent: text }));
  }

  part("override-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const reason = form.elements.other.value.trim() || form.querySelector("[name=why]:checked")?.value || "";
    part("desk-fault").hidden = Boolean(reason);
    if (!reason) return;
    sheets.close();
    onOverride(line, reason);
  });

  return { open };
}
