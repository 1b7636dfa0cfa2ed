// Whether anything moves before the camera: a door where nothing moves for minutes sleeps, to save the battery.

const SAMPLES = 400;
const MOVES = 6; // mean difference of brightness, of 255, that is more than the noise of a dark picture

const SLEEPS_AFTER = 120_000;

// see(pixels, now) → true once nothing has moved for as long as that; touch(now) counts as movement.
export function createStill(after = SLEEPS_AFTER) {
  let before = null;
  let since = null;

  function see(pixels, now) {
    const picture = sampled(pixels);
    if (since === null || (before && difference(before, picture) > MOVES)) touch(now);
    before = picture;
    return now - since >= after;
  }

  function touch(now) {
    since = now;
  }

  return { see, touch };
}

function sampled(pixels) {
  const step = Math.max(4, Math.floor(pixels.length / SAMPLES / 4) * 4);
  const picture = [];
  for (let place = 0; place < pixels.length; place += step) picture.push(pixels[place + 1]); // green: most of the light
  return picture;
}

function difference(one, other) {
  if (one.length !== other.length) return 255;
  return one.reduce((sum, light, place) => sum + Math.abs(light - other[place]), 0) / one.length;
}
