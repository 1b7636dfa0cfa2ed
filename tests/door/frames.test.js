import assert from "node:assert/strict";
import { test } from "node:test";

import { createFrames } from "../../static/door/frames.js";

// A camera whose pictures are looked at by hand: look() takes one, and `texts` says what is read in each.
function looking(texts) {
  const context = { drawImage: () => undefined, getImageData: (x, y, width, height) => ({ data: new Uint8ClampedArray(width * height * 4) }) };
  globalThis.document = { hidden: false, createElement: () => ({ getContext: () => context }) };
  const seen = { now: 0, asked: [], codes: [] };
  const reading = { isBusy: () => false, read: async ({ twice }) => (seen.asked.push(twice), texts.shift() ?? null) };
  const video = { readyState: 4, paused: false, videoWidth: 16, videoHeight: 9 };
  createFrames({ video, reading, onCode: (text) => seen.codes.push(text), every: (send) => (seen.look = send), clock: () => seen.now });
  return seen;
}

test("after a code was read no picture is taken while its answer is made", async () => {
  const seen = looking(["A", "B"]);
  await seen.look();
  seen.now = 200;
  await seen.look();
  assert.deepEqual(seen.codes, ["A"]);
  seen.now = 300;
  await seen.look();
  assert.deepEqual(seen.codes, ["A", "B"]);
});

test("a lamp's reflection is looked into in each third picture without a code", async () => {
  const seen = looking([null, null, null, null, "A"]);
  for (let picture = 0; picture < 5; picture += 1) await seen.look();
  seen.now = 1_000;
  await seen.look();
  assert.deepEqual(seen.asked, [false, false, true, false, false, false]);
});
