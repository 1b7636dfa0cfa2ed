// People as the sheets show them: a row to choose, and the same facts large.

import { namesOf, whereFrom } from "../answer.js";
import { clockTime, pick } from "../messages.js";
import { bdi, make } from "./elements.js";

// words: {language, zone(), say, icon}. since: {at, device} of who is inside, or null.
export function createPeople({ language, zone, say, icon }) {
  const names = (person) => make("span", { class: "person-names" }, ...namesOf(person, language).map(bdi));

  function facts(person) {
    const category = pick(person.category_name, language) || person.category || "";
    const tab = make("span", { class: "person-category", textContent: category });
    tab.style.setProperty("--category", person.colour || "");
    return make("span", { class: "person-facts" }, make("span", { textContent: whereFrom(person, language) }), category && tab);
  }

  // Since when somebody is inside, or that nobody has confirmed them.
  function inside(since, person) {
    if (!since) return person.state === "approved" ? null : make("span", { class: "person-unconfirmed" }, icon("triangle-alert"), make("span", { textContent: say("not_confirmed") }));
    const text = say("in_since", { time: clockTime(since.at, zone()) });
    return make("span", { class: "person-inside" }, icon("check"), make("span", { textContent: text }));
  }

  function row(person, since, act) {
    return make("li", {}, make("button", { type: "button", class: "person", on: { click: act } }, names(person), facts(person), inside(since, person)));
  }

  // To be ticked: who is inside already is not ticked, and is not asked for again.
  function tick(person, since) {
    const box = make("input", { type: "checkbox", name: "who", value: person.registration, checked: !since, disabled: Boolean(since) });
    return make("li", {}, make("label", { class: "person person-tick" }, box, make("span", {}, names(person), facts(person), inside(since, person))));
  }

  return { row, tick, names, facts, inside };
}
