// The pairing of this device, kept in its store: token, event, device's name and what the desk says of them.

import { mark } from "./mark.js";
import { newKey } from "./seal.js";
import { openStore } from "./store.js";

// {pairing, key} as they are kept, or null.
export async function loadPairing(store) {
  const pairing = await store.get("facts", "pairing");
  return pairing ? { pairing, key: (await store.get("facts", "key")) ?? null } : null;
}

// Makes this device the door that the server answered. Refuses with {unsent} while scans for another event wait here;
// those for the same event are sent under the new pairing. Rejects where the browser keeps nothing.
export async function pairDevice(pairing, { open = openStore, marks = localStorage } = {}) {
  const store = await open();
  try {
    const before = await loadPairing(store);
    const waiting = await store.entries("queue");
    const same = before?.pairing.event.slug === pairing.event.slug;
    if (waiting.length > 0 && !same) return { unsent: waiting.length };
    await store.empty(["facts", "blocks", "known", "photos", ...(same ? [] : ["log"])]);
    const key = await newKey();
    await store.write([["facts", "pairing", pairing]]);
    // Some browsers keep no key: the roster then lies unsealed.
    await store.write([["facts", "key", key]]).catch(() => undefined);
    mark(marks, pairing, waiting.length);
    return { unsent: 0 };
  } finally {
    store.close();
  }
}
