// What the screen says to a result: colour, mark, word, sound and what to do, each sufficient alone.

import { clockTime, pick } from "./messages.js";

// Red is only for what must not pass; amber where a person looks again or the device is at fault.
export const TONES = {
  admitted: "go",
  left: "info",
  already_in: "wait",
  not_expected: "stop",
  not_confirmed: "stop",
  revoked: "stop",
  unknown: "stop",
  not_allowed: "wait",
  invalid: "wait",
  kept: "wait",
  held: "wait",
  undone: "info",
  early: "wait",
  elsewhere: "wait",
  conflict: "wait",
};

// Who may be let in all the same, by a person who gives a reason.
export const OVERRIDABLE = new Set(["not_expected", "not_confirmed"]);

// From where a person has to go on: the desk, the search or the list of those who were not announced.
const STRANDED = new Set(["not_expected", "not_confirmed", "revoked", "unknown", "not_allowed", "invalid", "held", "kept"]);

// result: one of the API's or of the device's own. door: {language, zone, placeName(key)}. Gives {tone, word, advice,
// since, names, function, where, category, colour, photo, rehearsal, stranded, spoken}.
export function answer(result, line, say, door) {
  const outcome = shown(result, line);
  const person = result.person ?? {};
  const names = namesOf(person, door.language);
  const word = say(outcome);
  const advice = result.detail || say(`${outcome}_do`);
  const since = outcome === "already_in" && result.first_at ? sinceWhen(result, say, door) : "";
  return {
    tone: TONES[outcome],
    word,
    advice,
    since,
    names,
    function: person.function ?? "",
    where: whereFrom(person, door.language),
    category: pick(person.category_name, door.language) || person.category || "",
    colour: person.colour ?? "",
    photo: person.photo?.startsWith("data:image/jpeg;base64,") ? person.photo : "",
    rehearsal: Boolean(result.rehearsal),
    stranded: STRANDED.has(outcome),
    spoken: [word, names[0]?.text, since, advice].filter(Boolean).join(". "),
  };
}

// The answer to a whole delegation: green when all went in, amber when somebody has to be led to the desk.
export function answerToMany({ admitted, refused, rehearsal }, say, language) {
  const names = refused.map((person) => namesOf(person ?? {}, language)[0]?.text).filter(Boolean);
  const word = say("admitted_many", { count: admitted });
  const advice = refused.length ? say("refused_many", { count: refused.length, names: names.join(language === "ar" ? "، " : ", ") }) : "";
  const nothing = { since: "", names: [], function: "", where: "", category: "", colour: "", photo: "" };
  return { ...nothing, tone: refused.length ? "wait" : "go", word, advice, rehearsal, stranded: refused.length > 0, spoken: [word, advice].filter(Boolean).join(". ") };
}

// What a revoked device scans is held for the desk. An undo that was taken is said as such, a refused one says why.
// What the settings want confirmed is asked. An outcome that is new to this page is not understood.
function shown({ outcome, held, ask, conflict }, line) {
  if (held) return "held";
  if (line.corrects && (outcome === "admitted" || outcome === "left")) return "undone";
  if (conflict) return "conflict";
  if (ask && !line[ask]) return ask;
  return outcome in TONES ? outcome : "invalid";
}

function sinceWhen(result, say, door) {
  const place = [door.placeName(result.first_checkpoint), result.first_device].filter(Boolean).join(" · ");
  return say("already_in_since", { time: clockTime(result.first_at, door.zone), place });
}

// City and country, as one line.
export function whereFrom(person, language) {
  return [pick(person.city, language), countryName(person.country, language)].filter(Boolean).join(" · ");
}

function countryName(code, language) {
  if (!code) return "";
  if (!countries.has(language)) countries.set(language, new Intl.DisplayNames([language], { type: "region" }));
  return countries.get(language).of(code);
}

const countries = new Map(); // by language

// The names that a person has, [{text, language, direction}], the page's own script first.
export function namesOf(person, language) {
  const names = [
    { text: person.name_ar, language: "ar", direction: "rtl" },
    { text: person.name_latin, language: "fr", direction: "ltr" },
  ].filter((name) => name.text);
  return language === "ar" ? names : names.reverse();
}
