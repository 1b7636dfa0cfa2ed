// A code that stays before the lens is read many times a second and scanned once: it counts again when it has been
// out of sight for a while, or when the door now asks something else (another place, the other direction).

export const OUT_OF_SIGHT = 3_000;

export function createRepeat(outOfSight = OUT_OF_SIGHT) {
  let last = "";
  let seen = 0;
  return function isRepeat(code, asked, now) {
    const what = `${asked} ${code}`;
    const repeated = what === last && now - seen < outOfSight;
    last = what;
    seen = now;
    return repeated;
  };
}
