import assert from "node:assert/strict";
import { test } from "node:test";

import { evened, isGlaring } from "../../static/door/even.js";

// Grey RGBA of a given light at each place.
function picture(width, height, light) {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let place = 0; place < width * height; place += 1) pixels.fill(light(place % width, Math.floor(place / width)), place * 4, place * 4 + 3);
  return pixels;
}

test("what a lamp washed out is dark and light again, wherever it stands and to the very edge", () => {
  const [width, height] = [130, 90];
  const stripe = (x) => Math.floor(x / 6) % 2;
  const pixels = picture(width, height, (x, y) => 40 + x + y / 2 + 12 * stripe(x)); // light grows across, the stripes are faint
  const made = evened(pixels, width, height);
  for (const [x, y] of [[2, 0], [8, 89], [64, 45], [69, 45], [122, 0], [129, 89]]) {
    assert.equal(made[(y * width + x) * 4] > 128, stripe(x) === 1, `${x} ${y}`);
  }
});

test("a picture smaller than what is looked at around stays a picture", () => {
  const made = evened(picture(5, 3, () => 77), 5, 3);
  assert.deepEqual([...made.slice(0, 4)], [128, 128, 128, 255]);
});

test("only light that burns a part of the picture out is glare", () => {
  assert.equal(isGlaring(picture(400, 300, () => 240)), false);
  assert.equal(isGlaring(picture(400, 300, (x, y) => (x < 60 && y < 60 ? 255 : 120))), true);
});
