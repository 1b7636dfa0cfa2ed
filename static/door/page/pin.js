// The number that leads out of self check-in. It stands at no place as it is, and five misses cost half a minute.
// The desk's own is kept the same way by the server: SHA-256 of the salt's bytes and the digits, both written in hex.

const MISSES = 5;
const WAIT = 30_000;

export async function digest(salt, pin, subtle = crypto.subtle) {
  const bytes = [...salt.match(/../g)].map((pair) => parseInt(pair, 16));
  const digits = new TextEncoder().encode(pin);
  return hex(new Uint8Array(await subtle.digest("SHA-256", new Uint8Array([...bytes, ...digits]))));
}

export async function newLock(pin, random = (bytes) => crypto.getRandomValues(bytes)) {
  const salt = hex(random(new Uint8Array(16)));
  return { salt, pin_check: await digest(salt, pin) };
}

// lock: {salt, pin_check, misses?, until?}. opens(pin) → true, false, or null while it has to wait. keep(lock) hears of
// each miss, so that a page opened anew goes on counting.
export function createPin(lock, { now = Date.now, keep = () => undefined } = {}) {
  let { misses = 0, until = 0 } = lock;

  return async function opens(pin) {
    if (now() < until) return null;
    if ((await digest(lock.salt, pin)) === lock.pin_check) return true;
    misses += 1;
    if (misses % MISSES === 0) until = now() + WAIT;
    keep({ ...lock, misses, until });
    return false;
  };
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
