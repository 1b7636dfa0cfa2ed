// Somebody who was not announced, in thirty seconds: a name, a city, a category, then a blank badge before the camera.

import { pick } from "../messages.js";
import { make } from "./elements.js";

// onReady(walkIn) hears what is to be joined with the next blank badge: the API's walk_in.
export function createWalkIn({ door, part, sheets, say, language, onReady }) {
  const form = part("walk-in-form");
  let replaced = null;

  // `person`: the announced one in whose place somebody came, whose city and category are inherited.
  function open(person = null) {
    replaced = person;
    form.reset();
    part("walk-in-fault").hidden = true;
    part("walk-in-replaces").hidden = !person;
    part("walk-in-replaces").textContent = person ? say("in_place_of", { name: person.name_ar || person.name_latin }) : "";
    if (language === "fr" && person?.name_latin) part("walk-in-replaces").textContent = say("in_place_of", { name: person.name_latin });
    part("walk-in-cities").replaceChildren(...cityNames().map((value) => make("option", { value })));
    part("walk-in-categories").replaceChildren(...(door.pairing.categories ?? []).map(category));
    if (person) inherit(person);
    sheets.open(door.pairing.may_walk_in ? "walk-in-sheet" : "walk-in-refused");
  }

  function inherit(person) {
    form.elements.city.value = pick(person.city, language);
    for (const box of form.querySelectorAll("[name=category]")) box.checked = box.value === person.category;
  }

  function category({ key, name, colour }) {
    const box = make("input", { type: "radio", name: "category", value: key, required: true });
    const label = make("label", { class: "category-choice" }, box, make("span", { textContent: pick(name, language) }));
    label.style.setProperty("--category", colour || "");
    return label;
  }

  function cityNames() {
    return (door.pairing.cities ?? []).map(({ name }) => pick(name, language));
  }

  function filled() {
    const field = (name) => form.elements[name].value.trim();
    const city = field("city");
    const known = (door.pairing.cities ?? []).find(({ name }) => [name].flatMap(allNames).includes(city));
    return {
      names: { ar: field("name_ar"), latin: field("name_latin") },
      city,
      ...(known ? { country: known.country } : {}),
      category: form.querySelector("[name=category]:checked")?.value ?? "",
      ...(replaced ? { replaces: replaced.registration } : {}),
    };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const walkIn = filled();
    const fault = faultOf(walkIn);
    part("walk-in-fault").hidden = !fault;
    part("walk-in-fault-text").textContent = fault ? say(fault.word) : "";
    if (fault) return form.querySelector(`[name=${fault.field}]`).focus();
    return onReady(walkIn);
  });

  return { open };
}

// The first thing that is missing, as {field, word}; null when nothing is.
export function faultOf({ names, city, category }) {
  if (!names.ar && !names.latin) return { field: "name_ar", word: "walk_in_name" };
  if (!city) return { field: "city", word: "walk_in_city" };
  return category ? null : { field: "category", word: "walk_in_category" };
}

function allNames(name) {
  return typeof name === "string" ? [name] : Object.values(name ?? {});
}
