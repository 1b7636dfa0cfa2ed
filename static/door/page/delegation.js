// A whole delegation in one tap: who stands here is ticked, who is inside already is marked, all others go in.

import { pick } from "../messages.js";

// onAdmit(people) hears who is to be let in.
export function createDelegation({ door, part, sheets, people, say, language, place, onAdmit }) {
  let members = [];

  function open(delegation) {
    members = door.delegation(delegation);
    part("delegation-name").textContent = pick(delegation, language);
    part("delegation-list").replaceChildren(...members.map((one) => people.tick(one, door.presence(one.registration, place()))));
    count();
    sheets.open("delegation-sheet");
  }

  function ticked() {
    const chosen = new Set([...part("delegation-list").querySelectorAll("input:checked")].map((box) => box.value));
    return members.filter((one) => chosen.has(one.registration));
  }

  function count() {
    const here = ticked().length;
    part("delegation-admit").textContent = say("admit_all", { count: here });
    part("delegation-admit").disabled = here === 0;
  }

  part("delegation-list").addEventListener("change", count);
  part("delegation-form").addEventListener("submit", (event) => {
    event.preventDefault();
    onAdmit(ticked());
  });

  return { open };
}
