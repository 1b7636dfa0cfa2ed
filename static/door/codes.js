// Codes as they are read or typed: the twin of classify() in app/badges/rules.py, which says why the typed letters
// are these; tests/checkin/vectors.json holds the two together.

const MARK = "MQ1:";
const LONGEST = 64;
const TYPED = /^[2345678KLMPRWXY]{8}$/;
const FULL = /^(?:MQ1:?)?([A-Z2-7]{25}[AEIMQUY4])$/; // the last character holds three bits and two zeros
const LOOKS_LIKE = { B: "8", G: "6", S: "5", Z: "2" };
const BETWEEN = /[\s\-\u2010-\u2015\u2212_.·\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

// The code in its one canonical form, with the mark when it is a whole one; null when the text is no code at all.
export function canonical(text) {
  if (text.length > LONGEST) return null;
  const plain = latinDigits(text).normalize("NFKC").replace(BETWEEN, "").toUpperCase();
  const full = FULL.exec(plain);
  if (full) return MARK + full[1];
  const typed = plain.replace(/[BGSZ]/g, (letter) => LOOKS_LIKE[letter]);
  return TYPED.test(typed) ? typed : null;
}

// What is sent of something read: a strange code too, as it was read, because the log keeps what was refused.
export function scanned(text) {
  return canonical(text) ?? text.trim();
}

// Digits as an Arabic keyboard types them, made those of the code.
export function latinDigits(text) {
  return text.replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 0x0f));
}
