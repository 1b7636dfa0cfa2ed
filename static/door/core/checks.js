// The check value by which a code is found in the roster: the first half of its SHA-256, as app/badges/rules/codes.py
// makes it. The roster holds no code, so that a lost phone gives away none.

import { canonical } from "../codes.js";

const DIGITS = 16;
const TYPED = "multaqa typed code\0";

// null for what is no code of ours; undefined where the platform cannot tell (an address that is not secure).
export async function checkOf(text, subtle = globalThis.crypto?.subtle) {
  const code = canonical(text);
  if (code === null) return null;
  if (!subtle) return undefined;
  const said = code.includes(":") ? code : TYPED + code;
  const digest = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(said)));
  return Array.from(digest.subarray(0, DIGITS / 2), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
