// A page that shows how far something is looks again every second, and goes on where it is told to at the end.

const PAUSE = 1000; // milliseconds

/** Renew `[data-live=yes]` below `root` from the page's own address until it says no; then follow its data-then. */
export function keepLive(root) {
  const shown = root.querySelector("[data-live]");
  if (shown?.dataset.live !== "yes") return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (!answer.ok || !fresh) return location.reload();
      if (!shown.contains(document.activeElement) || fresh.dataset.live !== "yes") shown.replaceChildren(...fresh.childNodes);
      if (fresh.dataset.live === "yes") return setTimeout(look, PAUSE);
      if (fresh.dataset.then) location.replace(fresh.dataset.then);
    } catch {
      setTimeout(look, 5 * PAUSE); // the network is away: the work goes on without us
    }
  };
  setTimeout(look, PAUSE);
}
