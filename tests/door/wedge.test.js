import assert from "node:assert/strict";
import { test } from "node:test";

import { createWedge } from "../../static/door/wedge.js";

const CODE = "MQ1:ABCDEFGHIJKLMNOPQRSTUVWXYA";

// Types keys with so many milliseconds between them; `stop` is the pause after the last.
function listen() {
  const codes = [];
  let finish = null;
  let now = 1_000;
  const hear = createWedge({
    onCode: (code) => codes.push(code),
    schedule: (after) => (finish = after),
    cancel: () => (finish = null),
  });
  const press = (key, between = 5, more = {}) => hear({ key, timeStamp: (now += between), shiftKey: false, ...more });
  const type = (text, between) => [...text].forEach((key) => press(key, between));
  return { codes, press, type, stop: () => finish?.() };
}

test("a scanner that ends with Enter is heard, and its Enter is taken", () => {
  const { codes, press, type } = listen();
  type(CODE);
  assert.equal(press("Enter"), true);
  assert.deepEqual(codes, [CODE]);
});

test("a scanner that just stops is heard", () => {
  const { codes, type, stop } = listen();
  type("2345KLMP");
  stop();
  assert.deepEqual(codes, ["2345KLMP"]);
});

test("a stutter in the midst of a code does not send its half", () => {
  const { codes, press, type, stop } = listen();
  type(CODE.slice(0, 12));
  stop();
  type(CODE.slice(12));
  press("Enter");
  assert.deepEqual(codes, [CODE]);
});

test("two scans after each other are two", () => {
  const { codes, press, type } = listen();
  type(CODE);
  press("Enter");
  type("2345KLMP", 8);
  press("Enter");
  assert.deepEqual(codes, [CODE, "2345KLMP"]);
});

test("hands are too slow to be a scanner, and their Enter is left alone", () => {
  const { codes, press, type } = listen();
  type("2345KLMP", 300);
  assert.equal(press("Enter", 300), false);
  assert.deepEqual(codes, []);
});

test("a few stray keys are no scan", () => {
  const { codes, press, type } = listen();
  type("abc");
  assert.equal(press("Enter"), false);
  assert.deepEqual(codes, []);
});

test("shortcuts and keys that write nothing are not part of a code", () => {
  const { codes, press, type } = listen();
  type("2345");
  press("Shift");
  press("k", 5, { ctrlKey: true });
  type("KLMP");
  press("Enter");
  assert.deepEqual(codes, ["2345KLMP"]);
});

test("on an Arabic keyboard the places of the keys tell what the scanner meant", () => {
  const { codes, press } = listen();
  const arabic = { K: "ن", L: "م", M: "ة", P: "ح" };
  for (const digit of "2345") press(digit, 5, { code: `Digit${digit}` });
  for (const letter of "KLMP") press(arabic[letter], 5, { code: `Key${letter}`, shiftKey: true });
  press("Enter");
  assert.deepEqual(codes, ["2345KLMP"]);
});

test("on a French keyboard digits without shift are read by their place", () => {
  const { codes, press } = listen();
  for (const [key, digit] of [["é", 2], ['"', 3], ["'", 4], ["(", 5]]) press(key, 5, { code: `Digit${digit}` });
  for (const letter of "KLMP") press(letter.toLowerCase(), 5, { code: `Key${letter}` });
  press("Enter");
  assert.deepEqual(codes, ["2345klmp"]);
});

test("a scanner set to the keyboard's own language is read by its letters", () => {
  const { codes, press } = listen();
  for (const digit of "2345") press(digit, 5, { code: `Digit${digit}`, shiftKey: true });
  for (const [key, place] of [["K", "KeyK"], ["L", "KeyL"], ["M", "Semicolon"], ["P", "KeyP"]]) {
    press(key, 5, { code: place, shiftKey: true });
  }
  press("Enter");
  assert.deepEqual(codes, ["2345KLMP"]);
});

test("a code that is not ours is heard as it was typed", () => {
  const { codes, press, type } = listen();
  type("https://example.org/");
  press("Enter");
  assert.deepEqual(codes, ["https://example.org/"]);
});
