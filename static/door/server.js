// The server as the door knows it: the few calls of the API that it makes.

const PATIENCE = 10_000;

export function createServer(pairing, request = (...asked) => fetch(...asked)) {
  const address = `/api/v1/events/${encodeURIComponent(pairing.event.slug)}`;

  async function call(path, options = {}) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    const headers = { Authorization: `Bearer ${pairing.token}`, "Content-Type": "application/json" };
    try {
      const response = await request(address + path, { ...options, headers, signal: limit.signal, cache: "no-store" });
      const body = response.ok ? await response.json() : null;
      return { status: response.status, body, retryAfter: Number(response.headers.get("Retry-After")) || 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  // `sent_at` lets the server measure how far this clock is off.
  async function sendScans(scans) {
    const content = JSON.stringify({ scans, sent_at: new Date().toISOString() });
    const { status, body, retryAfter } = await call("/scans", { method: "POST", body: content });
    return { status, results: body?.results ?? [], serverTime: body?.server_time, retryAfter };
  }

  // A badge to print, as the address of a file in memory; null when it is refused or the network is away.
  async function readBadge(registration) {
    const headers = { Authorization: `Bearer ${pairing.token}` };
    const response = await request(`${address}/badges/${registration}.pdf`, { headers, cache: "no-store" }).catch(() => null);
    return response?.ok ? URL.createObjectURL(await response.blob()) : null;
  }

  return { sendScans, readBadge, readDoor: () => call("/door") };
}
