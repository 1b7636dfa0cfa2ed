// Scans that the server does not have, as a file for the desk. The hint tells it which device's they are.

export async function unsentFile(lines, { event, device, token }, now = new Date()) {
  const scans = lines.map((line) => ({ ...line }));
  const content = {
    multaqa: "unsent-scans",
    version: 1,
    event: event.slug,
    device,
    token_hint: await hint(token),
    made_at: now.toISOString(),
    scans,
  };
  const stamp = now.toISOString().slice(0, 16).replace(/[T:]/g, "-");
  return { name: `unsent-${event.slug}-${stamp}.json`, text: `${JSON.stringify(content, null, 1)}\n` };
}

async function hint(token) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest).subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
