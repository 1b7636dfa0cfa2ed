// How a word sounds, as the skeleton of its consonants: the twin of app/registration/rules/spelling.py.

export const SEAM = "·";
const MOST = 12; // skeletons of one word

const ARABIC = {
  ب: ["b"], ت: ["t"], ث: ["t", "s"], ج: ["j"], ح: ["h"], خ: ["k"], د: ["d"], ذ: ["d", "z"], ر: ["r"], ز: ["z"],
  س: ["s"], ش: ["x"], ص: ["s"], ض: ["d"], ط: ["t"], ظ: ["d", "z"], غ: ["g"], ف: ["f"], ق: ["k"], ڭ: ["g", "k"],
  ك: ["k"], ل: ["l"], م: ["m"], ن: ["n"], ه: ["h"], ة: ["", "t"], ع: [""], ا: [""], و: [""], ي: [""],
};
const ARABIC_FIRST = { ع: ["a"], ا: ["a"], و: ["w", "a"], ي: ["y"] };

const REST = sticky([
  [SEAM, [""]], ["rh", ["rh", "g"]], ["sch", ["x"]], ["ch", ["x"]], ["sh", ["x"]], ["kh", ["k"]], ["gh", ["g", "k"]],
  ["dj", ["j"]], ["dh", ["d", "z"]], ["th", ["t", "s"]], ["ph", ["f"]], ["ck", ["k"]], ["qu", ["k"]],
  ["c(?=[eiy])", ["s"]], ["c", ["k"]], ["gu(?=[eiy])", ["g", "k"]], ["g", ["g", "j", "k"]],
  ["di(?=[aeou])", ["d", "j"]], ["q", ["k"]], ["x", ["ks"]], ["p", ["b"]], ["v", ["f"]], ["[aeiouwy]", [""]],
]);
const FIRST = sticky([
  ["gh", ["g"]], // within a word also the ق of Libya: Shalgham
  ["ou(?=[aeiy])|w", ["w"]], ["ou", ["a", "w"]], ["y|i(?=[aou])", ["y"]], ["[aeiou]", ["a"]],
]);

const DOUBLED = /([^\u0621-\u06d3·])\1+|(ل)ل(?=ه)/gu;
const PROSTHETIC = /^ا(?=م[بح]|نج|غل|خي|دري)|^i(?=dri)/;
const SERVANT = /^(abd)(?:el|al|ul|oul)(?=...)|^(عبد)ال(?=..)/;
const RELIGION = /^(.{2,})ال(دين)$/;

function sticky(rules) {
  return rules.map(([pattern, readings]) => [new RegExp(pattern, "y"), readings]);
}

// All skeletons of a folded word, likeliest first; the article may have become an l (العربي, Larbi).
export function skeletons(word, article = false) {
  const found = new Set();
  for (const spelt of spellings(word, article)) {
    for (const skeleton of combined(readings(spelt.replace(DOUBLED, "$1$2")))) found.add(skeleton);
  }
  return [...found].filter(Boolean).slice(0, MOST);
}

function* spellings(given, hasArticle) {
  let word = given;
  let article = hasArticle;
  if (/^el[bcdfghjkmnpqrstvwxz]../.test(word)) {
    word = word.slice(2);
    article = true;
  }
  yield word;
  if (article) yield (/^[\x00-\x7f]*$/.test(word) ? "l" : "ل") + word;
  if (/^al[bcdfghjkmnpqrstvwxz]../.test(word)) yield word.slice(2);
  if (/^[ea]([rstndz]|ch|sh)\1/.test(word)) yield word.slice(1);
  if (SERVANT.test(word)) yield word.replace(SERVANT, `$1$2${SEAM}`);
  if (RELIGION.test(word)) yield word.replace(RELIGION, "$1$2");
  if (/^(?:abou?.|abu.|ابو.)/.test(word)) yield word.slice(1); // Aboubakr, Boubacar
  if (/^(?:ibrah|ابراه)/.test(word)) yield word.slice(1); // Brahim
  if (PROSTHETIC.test(word)) yield word.slice(1);
  if (word.endsWith("ouisa")) yield `${word.slice(0, -2)}za`; // Louisa, Louiza
}

function* readings(word) {
  let place = 0;
  while (place < word.length) {
    const letter = word[place];
    if (place === 0 && word.startsWith("او")) {
      yield ["a", "w"];
      place = 2;
    } else if (letter in ARABIC) {
      yield (place === 0 && ARABIC_FIRST[letter]) || ARABIC[letter];
      place += 1;
    } else {
      const rule = (place === 0 ? [...FIRST, ...REST] : REST).find(([pattern]) => matches(pattern, word, place));
      yield rule ? rule[1] : [letter];
      place = rule ? rule[0].lastIndex : place + 1;
    }
  }
}

function matches(pattern, word, place) {
  pattern.lastIndex = place;
  return pattern.test(word);
}

// The first few of all combinations, the last letter's readings turning fastest.
function combined(choices) {
  let found = [""];
  for (const readings of [...choices].reverse()) {
    const longer = [];
    for (const reading of readings) for (const rest of found) longer.push(reading + rest);
    found = longer.slice(0, MOST);
  }
  return found;
}
