// The server as the door knows it: the few calls of the API that it makes.

const PATIENCE = 10_000;
const PAGE_PATIENCE = 60_000; // two thousand people over a poor network

// pairing: () => {token, event: {slug}}; onAnswer(sent, received, serverTime) hears of each answer that says the hour.
export function createServer({ pairing, onAnswer = () => undefined, request = (...asked) => fetch(...asked) }) {
  const address = () => `/api/v1/events/${encodeURIComponent(pairing().event.slug)}`;

  async function call(path, options = {}, patience = PATIENCE) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), patience);
    const headers = { Authorization: `Bearer ${pairing().token}`, "Content-Type": "application/json" };
    const sent = Date.now();
    try {
      const response = await request(address() + path, { ...options, headers, signal: limit.signal, cache: "no-store" });
      const received = Date.now();
      const body = response.ok && response.status !== 204 ? await response.json() : null;
      if (body?.server_time) onAnswer(sent, received, Date.parse(body.server_time));
      return { status: response.status, body, retryAfter: Number(response.headers.get("Retry-After")) || 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  // `sent_at` lets the server measure how far this clock is off.
  async function sendScans(scans, device) {
    const content = JSON.stringify({ scans, sent_at: new Date().toISOString(), device });
    const { status, body, retryAfter } = await call("/scans", { method: "POST", body: content });
    return { status, results: body?.results ?? [], retryAfter };
  }

  // A badge to print, as the address of a file in memory; null when it is refused or the network is away.
  async function readBadge(registration) {
    const headers = { Authorization: `Bearer ${pairing().token}` };
    const asked = request(`${address()}/badges/${registration}.pdf`, { headers, cache: "no-store" });
    const response = await asked.catch(() => null);
    return response?.ok ? URL.createObjectURL(await response.blob()) : null;
  }

  const pad = (registration) => `/signatures/${encodeURIComponent(registration)}`;

  return {
    sendScans,
    readBadge,
    readDoor: () => call("/door"),
    readRoster: (cursor) => call(`/roster?since=${encodeURIComponent(cursor)}`, {}, PAGE_PATIENCE),
    readPad: (registration, checkpoint) => call(`${pad(registration)}?checkpoint=${encodeURIComponent(checkpoint)}`),
    sendSignature: (registration, drawn) => call(pad(registration), { method: "POST", body: JSON.stringify(drawn) }),
    check: () => call("/check"),
    report: (results) => call("/check", { method: "POST", body: JSON.stringify({ results }) }),
  };
}
