import assert from "node:assert/strict";
import { test } from "node:test";

import { createSound } from "../../static/door/sound.js";
import { TONES } from "../../static/door/answer.js";

test("each kind of answer is felt in its own way, also without sound", () => {
  const felt = [];
  const sound = createSound(null, { vibrate: (pattern) => felt.push(pattern.join(" ")) });
  sound.mute(true);
  const tones = [...new Set(Object.values(TONES))];
  tones.forEach(sound.play);
  assert.equal(felt.length, tones.length);
  assert.equal(new Set(felt).size, tones.length);
});

test("a device that cannot vibrate, or has no sound, is no fault", () => {
  const sound = createSound(undefined, {});
  sound.unlock();
  for (const tone of Object.values(TONES)) sound.play(tone);
  assert.equal(sound.isOpen(), false);
});
