// Puts the door onto this device: a service worker that answers without a network, each version whole from a cache of
// its own. A new version waits until nothing is under way, then the page opens anew with all of it.

const WORKER = "/door/worker.js";
const SCOPE = "/door/";

// idle() says whether the page may open anew. Resolves to the registration, null where there are no workers.
export async function install({ idle = () => true, container = navigator.serviceWorker, page = document } = {}) {
  if (!container) return null;
  let replacing = false;
  container.addEventListener("controllerchange", () => replacing && location.reload());
  const registration = await container.register(WORKER, { scope: SCOPE }).catch(() => null);
  if (!registration) return null; // without a network, or refused: what is installed goes on
  for (const worker of [registration.installing, registration.waiting, registration.active]) {
    worker?.postMessage({ language: page.documentElement.lang });
  }

  function replace() {
    if (!registration.waiting || !container.controller || replacing || !idle()) return;
    replacing = true;
    registration.waiting.postMessage({ replace: true });
  }

  replace();
  page.addEventListener("visibilitychange", () => {
    if (page.hidden) return;
    replace();
    registration.update().catch(() => undefined);
  });
  return registration;
}
