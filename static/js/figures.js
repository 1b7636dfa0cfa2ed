// Statistics follow the scans: the page asks for itself every few seconds, and is told when nothing changed.

const EVERY = 4000; // milliseconds; a scan is seen within five seconds

/** Renew the `[data-figures]` region below `root` while somebody looks at it. */
export function followFigures(root) {
  const region = root.querySelector("[data-figures]");
  if (!region) return;
  let known = `"${region.dataset.figures}"`;
  const look = async () => {
    if (root.hidden) return;
    try {
      // The page is not kept by the browser, so its name is sent by hand.
      const answer = await fetch(location.href, { cache: "no-store", headers: { "If-None-Match": known } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-figures]");
      if (!fresh) return;
      known = answer.headers.get("ETag") ?? "";
      exchange(region, fresh);
    } catch {
      // No network: what is shown stays, with its time beside it.
    }
  };
  setInterval(look, EVERY);
  root.addEventListener("visibilitychange", look);
}

/** Put the fresh figures in place of those shown; tables that are open stay open, and the focus where it was. */
function exchange(region, fresh) {
  const cards = [...region.querySelectorAll("section[id]")];
  const open = cards.filter((one) => one.querySelector("details[open]")).map((one) => one.id);
  const focused = region.contains(document.activeElement) ? document.activeElement.closest("section[id]")?.id : "";
  for (const id of open) fresh.querySelector(`#${CSS.escape(id)} details`)?.setAttribute("open", "");
  region.replaceChildren(...document.adoptNode(fresh).childNodes);
  if (focused) document.getElementById(focused)?.querySelector("summary")?.focus({ preventScroll: true });
}
