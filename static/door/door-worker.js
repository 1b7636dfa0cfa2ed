// Answers for the door without a network. The server puts BUILD before this: {version, languages, files}. A version is
// fetched whole or not at all, lies in a cache of its own and is never mixed with another; it takes over when the page
// asks for it, or when no window of the old one is open. The queue of scans lies elsewhere and is touched by no version.

const CACHE = `door-${BUILD.version}`;
const SHELL = "/door/";
const CHOSEN = "door language"; // the cache that remembers the last language

self.addEventListener("install", (event) => event.waitUntil(fetchAll().catch(dropIt)));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data.replace) self.skipWaiting();
  if (BUILD.languages.includes(event.data.language)) event.waitUntil(choose(event.data.language));
});

self.addEventListener("fetch", (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && pathname === SHELL) event.respondWith(shell(event.request, searchParams.get("lang")));
  else if (BUILD.files.includes(pathname)) event.respondWith(file(event.request));
  // The API is never answered from here.
});

async function fetchAll() {
  const cache = await caches.open(CACHE);
  const pages = BUILD.languages.map(async (language) => {
    const address = page(language);
    const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
    const text = await answer.text();
    // The server may have moved on since it named the files.
    if (!answer.ok || !text.includes(BUILD.version)) throw new Error(`${address} is not of version ${BUILD.version}`);
    await cache.put(address, new Response(text, { headers: answer.headers }));
  });
  await Promise.all([...pages, cache.addAll(BUILD.files)]);
}

async function dropIt(fault) {
  await caches.delete(CACHE);
  throw fault;
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("door-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function shell(request, asked) {
  const language = BUILD.languages.includes(asked) ? asked : await chosen();
  if (language === asked) await choose(asked);
  const kept = await cached(page(language));
  return kept ?? fetch(request);
}

async function file(request) {
  return (await cached(request)) ?? fetch(request);
}

// From this version's cache alone. What the answers vary by does not matter: they were chosen when they were fetched.
async function cached(request) {
  return (await caches.open(CACHE)).match(request, { ignoreVary: true });
}

function page(language) {
  return `${SHELL}?lang=${language}`;
}

async function choose(language) {
  await (await caches.open(CHOSEN)).put(SHELL, new Response(language));
}

async function chosen() {
  const last = await (await (await caches.open(CHOSEN)).match(SHELL))?.text();
  const spoken = navigator.languages.map((language) => language.slice(0, 2));
  return [last, ...spoken].find((language) => BUILD.languages.includes(language)) ?? BUILD.languages[0];
}
