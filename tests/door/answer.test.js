import assert from "node:assert/strict";
import { test } from "node:test";

import { answer } from "../../static/door/answer.js";
import { clockTime, createMessages, pick } from "../../static/door/messages.js";

const OUTCOMES = ["admitted", "already_in", "left", "not_expected", "not_confirmed", "revoked", "unknown", "not_allowed", "invalid", "kept", "held", "undone"];
const words = Object.fromEntries(OUTCOMES.flatMap((key) => [[key, `word ${key}`], [`${key}_do`, `do ${key}`]]));
const say = createMessages({ ...words, already_in_since: "Since %(time)s · %(place)s" });
const door = { language: "fr", zone: "Africa/Tunis", placeName: (key) => ({ opening: "Ouverture" })[key] ?? "" };
const person = {
  name_ar: "أمينة بن علي",
  name_latin: "Amina Ben Ali",
  function: "Maire",
  city: { ar: "صفاقس", fr: "Sfax" },
  country: "TN",
  category: "mayor",
  category_name: { ar: "عمدة", fr: "Maire", en: "Mayor" },
  colour: "#0b6b58",
};
const line = { id: "a", code: "x" };

test("an admitted person is shown with all that is known, Latin name first in French", () => {
  const shown = answer({ outcome: "admitted", person }, line, say, door);
  assert.equal(shown.tone, "go");
  assert.equal(shown.word, "word admitted");
  assert.equal(shown.advice, "do admitted");
  assert.deepEqual(shown.names.map(({ text }) => text), ["Amina Ben Ali", "أمينة بن علي"]);
  assert.equal(shown.where, "Sfax · Tunisie");
  assert.equal(shown.category, "Maire");
  assert.equal(shown.colour, "#0b6b58");
  assert.match(shown.spoken, /word admitted. Amina Ben Ali/);
});

test("in Arabic the Arabic name comes first", () => {
  const shown = answer({ outcome: "admitted", person }, line, say, { ...door, language: "ar" });
  assert.deepEqual(shown.names.map(({ direction }) => direction), ["rtl", "ltr"]);
  assert.equal(shown.where, "صفاقس · تونس");
});

test("a person with one name has one line", () => {
  const shown = answer({ outcome: "admitted", person: { name_latin: "Amina" } }, line, say, door);
  assert.deepEqual(shown.names.map(({ text }) => text), ["Amina"]);
});

test("already in says since when, in the event's zone, and where", () => {
  const result = { outcome: "already_in", first_at: "2027-01-28T09:02:00Z", first_checkpoint: "opening", first_device: "North" };
  const shown = answer(result, line, say, door);
  assert.equal(shown.tone, "wait");
  assert.equal(shown.since, "Since \u206810:02\u2069 · \u2068Ouverture · North\u2069");
});

test("red is only for who must not pass", () => {
  const tones = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, answer({ outcome }, line, say, door).tone]));
  const red = OUTCOMES.filter((outcome) => tones[outcome] === "stop");
  assert.deepEqual(red, ["not_expected", "not_confirmed", "revoked", "unknown"]);
  assert.equal(tones.kept, "wait");
});

test("a scan that is held for the desk is no welcome", () => {
  assert.equal(answer({ outcome: "admitted", held: true, person }, line, say, door).word, "word held");
});

test("an undo that was taken is said to be undone, a refused one why", () => {
  const undo = { ...line, corrects: "b" };
  assert.equal(answer({ outcome: "left" }, undo, say, door).word, "word undone");
  assert.equal(answer({ outcome: "admitted" }, undo, say, door).word, "word undone");
  assert.equal(answer({ outcome: "not_allowed" }, undo, say, door).word, "word not_allowed");
});

test("the server's own sentence is what to do with an invalid scan", () => {
  assert.equal(answer({ outcome: "invalid", detail: "The id was used." }, line, say, door).advice, "The id was used.");
});

test("an outcome that this page does not know yet is not taken for a welcome", () => {
  assert.equal(answer({ outcome: "postponed" }, line, say, door).tone, "wait");
});

test("a missing message is a fault of the page, not an empty screen", () => {
  assert.throws(() => say("nothing"), /nothing/);
});

test("a text is picked in the page's language, else in any", () => {
  assert.equal(pick({ ar: "أ", fr: "B" }, "fr"), "B");
  assert.equal(pick({ ar: "أ" }, "fr"), "أ");
  assert.equal(pick("plain", "fr"), "plain");
  assert.equal(pick(null, "fr"), "");
});

test("midnight is 00:00", () => {
  assert.equal(clockTime("2027-01-28T00:00:00Z", "Africa/Nouakchott"), "00:00");
});
