// Answers for the hall's screen when the server cannot: the page as it last came, and the files that it is made of.

const KEPT = "screen-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { page, files } = event.data;
  event.waitUntil(keep([page, ...files]));
});

async function keep(urls) {
  const cache = await caches.open(KEPT);
  await Promise.all(urls.map((url) => cache.add(new Request(url, { cache: "no-cache" })).catch(() => undefined)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (path.startsWith("/static/")) event.respondWith(file(request));
  // now.json is never answered from here: the screen must learn that the network is gone.
});

async function page(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(8000) });
    if (!answer.ok) throw new Error(String(answer.status));
    await cache.put(request, answer.clone());
    return answer;
  } catch (fault) {
    const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
    if (kept) return kept;
    throw fault;
  }
}

async function file(request) {
  const kept = await caches.match(request);
  return kept ?? fetch(request);
}
