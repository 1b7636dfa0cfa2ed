// Finding people however their names are spelt: the twin of app/registration/rules/names.py, which says why each
// rule is as it is.

import { words } from "./folding.js";
import { SEAM, skeletons } from "./spelling.js";

const ARTICLES = new Set(["ال", "el", "al", "ul", "l"]);
const SUN_ARTICLES = new Set("er es et en ed ez ar as at an ad az ech ach esh ash".split(" "));
const PARTICLES = Object.fromEntries([
  ..."ould oul wuld weld wold uld ولد".split(" ").map((word) => [word, "uld"]),
  ..."ben bin ibn bn بن ابن".split(" ").map((word) => [word, "bn"]),
  ..."mint ment bint bent منت بنت".split(" ").map((word) => [word, "mnt"]),
  ..."abou abu abo bou bu ابو بو".split(" ").map((word) => [word, "ab"]),
]);
const SERVANT = new Set(["abd", "abde", "abdel", "abdal", "abdul", "عبد"]);
const RELIGION = new Set("dine din eddine eddin edine uddin addin الدين دين".split(" "));
const SHORT_FOR = {
  med: "mohamed", mhd: "mohamed", mohd: "mohamed", م: "محمد", oumoul: "oum", oumel: "oum", ummul: "oum",
};
const NUMBER = /^\p{Nd}+$/u;

// The words by which the texts are found, each between spaces; "" for nothing; never shown.
export function searchKey(...texts) {
  const found = new Set();
  for (const text of texts) {
    const { literal, spelt } = parted(text);
    for (const word of literal) found.add(word);
    for (const word of spelt) found.add(`=${word}`);
    const parts = compounds(spelt);
    const pairs = parts.slice(1).map((word, place) => joined(parts[place], word));
    for (const skeleton of [...parts, ...pairs].flatMap(sounds)) {
      found.add(skeleton);
      if (unbreathed(skeleton)) found.add(unbreathed(skeleton));
    }
  }
  return found.size ? ` ${[...found].join(" ")} ` : "";
}

// What a question asks for: {terms: of each at least one fragment stands in the key, number: the digits in it}.
export function searchTerms(query) {
  const { literal, spelt } = parted(query);
  const parts = compounds(spelt);
  const terms = literal.filter((text) => !NUMBER.test(text)).map((text) => [text]);
  parts.forEach((word, place) => {
    if (word.text in PARTICLES && place + 1 < parts.length) return;
    const before = parts[place - 1];
    const found = [...fragments(word), ...(before && before.text in PARTICLES ? fragments(joined(before, word)) : [])];
    if (found.length) terms.push([...new Set(found)]);
  });
  return { terms, number: literal.filter((text) => NUMBER.test(text)).join("") };
}

// What a key contains that was written with the letters of the query: such come first among those found.
export function searchLetters(query) {
  return parted(query).spelt.map((word) => ` =${word}`);
}

export function holds(terms, key) {
  return terms.every((term) => term.some((fragment) => key.includes(fragment)));
}

function parted(text) {
  const literal = [];
  const spelt = [];
  for (const piece of text.split(/\s+/u)) {
    if (piece.includes("@")) literal.push(piece.toLowerCase());
    else for (const word of words(piece)) (NUMBER.test(word) ? literal : spelt).push(word);
  }
  return { literal, spelt };
}

function joined(one, other) {
  const seam = one.text === "abd" || one.text === "عبد" ? SEAM : "";
  return { text: one.text + seam + other.text, article: one.article };
}

function sounds({ text, article }) {
  return Object.hasOwn(PARTICLES, text) ? [PARTICLES[text]] : skeletons(text, article);
}

// The words without their articles, and compounds made whole: عبد الله, Abd Allah, Nour El Dine.
function compounds(spelt) {
  const whole = [];
  let pending = null;
  let article = false;
  let servant = false;
  spelt.forEach((given, place) => {
    const text = Object.hasOwn(SHORT_FOR, given) ? SHORT_FOR[given] : given;
    if (isArticle(text, spelt[place + 1])) {
      article = true;
      return;
    }
    const word = { text, article };
    article = false;
    if (pending && (servant || RELIGION.has(text))) {
      pending = joined(pending, word);
      servant = false;
      return;
    }
    if (pending) whole.push(pending);
    servant = SERVANT.has(text);
    pending = servant ? { text: text === "عبد" ? text : "abd", article: word.article } : word;
  });
  return pending ? [...whole, pending] : whole;
}

function isArticle(text, following) {
  return Boolean(following) && (ARTICLES.has(text) || (SUN_ARTICLES.has(text) && following.startsWith(text.slice(1))));
}

// Beginnings of skeletons; where too little is left to begin with, the whole of it or the letters as typed.
function fragments(word) {
  return sounds(word).flatMap((skeleton) => [
    ...(skeleton.length > 1 ? [` ${skeleton}`] : [` ${skeleton} `, ` =${word.text}`]),
    ...(unbreathed(skeleton) ? [` ${unbreathed(skeleton)} `] : []),
  ]);
}

function unbreathed(skeleton) {
  return skeleton.endsWith("h") && skeleton.length > 2 ? skeleton.slice(0, -1) : "";
}
