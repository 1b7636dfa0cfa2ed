// What the screen knows of the agenda, since when it has not heard from the server, and what time it is there.

/** The newer of what the page brought and what was kept from before; `at` is the server's time when it wrote the page. */
export function begin(event, brought, at) {
  const place = `screen ${event}`;
  const kept = read(place);
  const known = kept && kept.facts.version > brought.version ? kept.facts : brought;
  const state = {
    facts: known,
    heard: Date.now(),
    lost: false,
    // A page out of the cache says an old time: the screen's own clock is believed unless a fresh answer differs.
    ahead: 0,
    now() {
      return Date.now() + state.ahead;
    },
    async refresh(address) {
      try {
        const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(8000) });
        if (!answer.ok) throw new Error(String(answer.status));
        const facts = await answer.json();
        const said = Date.parse(answer.headers.get("Date") ?? "");
        if (said) state.ahead = Math.abs(said - Date.now()) > 5000 ? said - Date.now() : 0;
        Object.assign(state, { facts, heard: state.now(), lost: false });
        write(place, { facts, heard: state.heard });
      } catch {
        state.lost = true;
      }
    },
  };
  if (kept && Date.now() - Date.parse(at) > 60_000) state.heard = kept.heard;
  return state;
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null; // a private window keeps nothing, and the page still has what it brought
  }
}

function write(place, value) {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // full or forbidden: the screen goes on with what it has in memory
  }
}
