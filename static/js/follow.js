// An open page follows a publication: it asks for a number, and fetches itself when that has changed.

const EVERY = 20_000; // a change is there within 30 seconds, fetching included
const TICK = 10_000; // how often the marks of now and next are looked at

/** Keep every `[data-follow]` region below `root` as the server has it; `redrawn` is called after each exchange. */
export function follow(root, redrawn) {
  const region = root.querySelector("[data-follow]");
  if (!region) return;
  let known = region.dataset.version;
  let asked = Date.now();

  async function ask() {
    if (root.hidden) return; // a page that nobody sees asks nothing
    asked = Date.now();
    try {
      const answer = await fetch(region.dataset.follow, { cache: "no-cache" });
      if (!answer.ok) return;
      const version = String((await answer.json()).version);
      if (version !== known && (await exchange(root))) known = version;
    } catch {
      // No network: what is shown stays, and the next look may find one.
    }
  }

  async function exchange() {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-follow]");
    const shown = root.querySelector("[data-follow]");
    if (!fresh || !shown) return false;
    if (bare(fresh) !== bare(shown)) {
      replace(shown, fresh);
      redrawn();
      announce(root);
    }
    return true;
  }

  setInterval(ask, EVERY);
  setInterval(() => mark(root), TICK);
  root.addEventListener("visibilitychange", () => {
    if (!root.hidden && Date.now() - asked > 5000) ask();
    if (!root.hidden) mark(root);
  });
  addEventListener("pageshow", (event) => event.persisted && ask());
}

/** What a region says, without what the passing minute and the scripts themselves put into it. */
function bare(region) {
  const copy = region.cloneNode(true);
  for (const one of copy.querySelectorAll(".now-word, .next-word, .own-time")) one.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** Exchange what is shown, leaving the reader where they were: place on the page, open lists, focus. */
function replace(shown, fresh) {
  const anchor = [...shown.querySelectorAll("[id]")].find((one) => one.getBoundingClientRect().bottom > 0);
  const top = anchor?.getBoundingClientRect().top;
  const open = [...shown.querySelectorAll("li[id]")].filter((one) => one.querySelector("details[open]")).map((one) => one.id);
  const focused = shown.contains(document.activeElement) ? place(document.activeElement) : null;
  shown.replaceChildren(...document.adoptNode(fresh).childNodes);
  for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  if (focused) find(focused)?.focus({ preventScroll: true });
  const now = anchor && document.getElementById(anchor.id);
  if (now && top !== undefined) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
}

function place(element) {
  const row = element.closest("[id]");
  return { id: row?.id, tag: element.tagName, href: element.getAttribute("href") };
}

function find({ id, tag, href }) {
  const row = id && document.getElementById(id);
  if (!row) return null;
  if (row.tagName === tag) return row;
  return [...row.querySelectorAll(tag)].find((one) => one.getAttribute("href") === href) ?? null;
}

function announce(root) {
  const status = root.querySelector("[data-said]");
  if (!status) return;
  status.textContent = "";
  // A status that is filled again is read again only when it was empty in between.
  setTimeout(() => (status.textContent = status.dataset.words), 100);
}

/** Move the marks of now and next along with the clock, between two looks at the server. */
export function mark(root) {
  const region = root.querySelector("[data-follow]");
  const rows = [...root.querySelectorAll(".agenda > [data-starts]:not(.agenda-struck)")];
  const moment = Date.now();
  const times = rows.map((row) => [Date.parse(row.dataset.starts), Date.parse(row.dataset.ends)]);
  const begins = Math.min(...times.map(([starts]) => starts).filter((starts) => starts > moment));
  rows.forEach((row, at) => {
    const [starts, ends] = times[at];
    const now = starts <= moment && moment < ends;
    const next = !now && starts === begins && begins - moment <= 16 * 3600_000;
    row.classList.toggle("agenda-now", now);
    row.classList.toggle("agenda-next", next);
    if (now) row.setAttribute("aria-current", "time");
    else row.removeAttribute("aria-current");
    word(row, now ? "now-word" : next ? "next-word" : "", now ? region.dataset.now : region.dataset.next);
  });
}

function word(row, name, text) {
  const body = row.querySelector(".agenda-body");
  const there = body.querySelector(".now-word, .next-word");
  if (there?.className === name || (!there && !name)) return;
  there?.remove();
  if (!name) return;
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  body.prepend(made);
}
