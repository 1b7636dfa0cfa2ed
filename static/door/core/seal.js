// The roster on the disk is sealed (AES-GCM) under a key that cannot leave this browser and is thrown away with the
// pairing: what a lost phone then still holds opens no more. Values are sealed in blocks, never one by one.

// A new key; null where the platform has none (an address that is not secure), and values then lie as they are.
export async function newKey(subtle = globalThis.crypto?.subtle) {
  return subtle ? subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]) : null;
}

export function createSeal(key, subtle = globalThis.crypto?.subtle) {
  async function seal(value) {
    if (!key) return { plain: value };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
  }

  // Rejects when the value was sealed under another key or changed.
  async function unseal(kept) {
    if ("plain" in kept) return kept.plain;
    const bytes = await subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.data);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  return { seal, unseal };
}
