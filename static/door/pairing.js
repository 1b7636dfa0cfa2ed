// The pairing of this device, as the server gave it: token, event, device's name and checkpoints.

const KEY = "door.pairing";

export function loadPairing(storage) {
  const kept = storage.getItem(KEY);
  return kept ? JSON.parse(kept) : null;
}

export function savePairing(storage, pairing) {
  storage.setItem(KEY, JSON.stringify(pairing));
}

// Puts news from the desk (checkpoints moved, a rehearsal begun) into the pairing; the token stays as it is.
export function refreshPairing(storage, news) {
  const pairing = { ...loadPairing(storage), ...news };
  savePairing(storage, pairing);
  return pairing;
}
