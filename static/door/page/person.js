// Somebody who was chosen by hand, large, before anything counts: the wrong row is the usual fault at a door.

import { make } from "./elements.js";

// onAdmit(person), onDelegation(name), onReplace(person) and onSign(person) hear what is to be done.
export function createPerson({ door, part, sheets, people, say, place, direction, onAdmit, onDelegation, onReplace, onSign }) {
  let shown = null;

  async function open(person) {
    shown = person;
    const since = door.presence(person.registration, place());
    part("person-names").replaceChildren(people.names(person));
    part("person-facts").replaceChildren(...[people.facts(person), people.inside(since, person)].filter(Boolean));
    part("person-function").textContent = person.function ?? "";
    part("person-admit").textContent = say(direction() === "in" ? "admit" : "note_left");
    const others = door.delegation(person.delegation);
    part("person-delegation").hidden = others.length < 2 || direction() === "out";
    part("person-delegation").textContent = say("whole_delegation", { count: others.length });
    part("person-replace").hidden = !door.pairing.may_walk_in || Boolean(since) || direction() === "out" || person.state === "withdrawn";
    part("person-sign").hidden = !door.pairing.may_sign;
    part("person-photo").replaceChildren();
    sheets.open("person-sheet");
    const photo = await door.photo(person.registration);
    if (photo && shown === person) part("person-photo").replaceChildren(make("img", { src: photo, alt: "", width: 96, height: 120 }));
  }

  part("person-admit").addEventListener("click", () => onAdmit(shown));
  part("person-delegation").addEventListener("click", () => onDelegation(shown.delegation));
  part("person-sign").addEventListener("click", () => onSign(shown));
  part("person-replace").addEventListener("click", () => onReplace(shown));

  return { open };
}
