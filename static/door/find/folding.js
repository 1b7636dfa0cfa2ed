// Letters made alike: the twin of app/registration/rules/folding.py, which says why. tests/door/names.json holds the
// search of the desk and that of the door together.

const APOSTROPHES = /['’‘`´ʼʻʿʾˈ]/gu;
const LETTERS = {
  ç: "s", œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss",
  ɓ: "b", ɗ: "d", ŋ: "n", ƴ: "y", ɲ: "n", ə: "e",
  ى: "ي", ی: "ي", ے: "ي", ک: "ك", ہ: "ه", ھ: "ه", ۀ: "ه", ٱ: "ا", پ: "ب", چ: "ش",
  ژ: "ج", ڤ: "ف", ڥ: "ف", گ: "ڭ", ڨ: "ڭ", ݣ: "ڭ", ـ: "", ء: "",
};
for (let digit = 0; digit < 10; digit += 1) {
  for (const first of [0x660, 0x6f0]) LETTERS[String.fromCharCode(first + digit)] = String(digit);
}
const WRITTEN = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
const MARKS = /\p{Mn}/gu;
const ARTICLE = /(^|[^\p{L}\p{N}_])(?:ال|ٱل)(?=[\p{L}\p{N}_]{2})/gu;
const WORD = /[\p{L}\p{N}]+/gu;

function translated(text) {
  return text.replace(WRITTEN, (letter) => LETTERS[letter]);
}

// The text without case, accents, marks, tatweel, hamza seats and apostrophes.
export function folded(text) {
  const bare = translated(text.replace(APOSTROPHES, "").normalize("NFC").toLowerCase());
  return translated(bare.normalize("NFKD").replace(MARKS, ""));
}

// The folded words of a text; the Arabic article stands alone.
export function words(text) {
  return folded(text.normalize("NFC").replace(ARTICLE, "$1ال ")).match(WORD) ?? [];
}
