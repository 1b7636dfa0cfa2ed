// The news from the server: roster and known scans as changes since a cursor, page by page, and the pairing's facts.

const OFTEN = 8_000;
const SELDOM = 60_000;
const FACTS_EVERY = 60_000;

// onEnd(word) hears that the pairing is over; onFacts, onRoster, onNetwork what their names say.
export function createSync({ server, roster, clock, onEnd, onFacts, onRoster, onNetwork, schedule = setTimeout, cancel = clearTimeout }) {
  let running = null;
  let timer = null;
  let factsAt = -Infinity;
  let failures = 0;
  let stopped = false;

  // Resolves when everything that is new is here, or the network failed; who asks meanwhile waits for the same.
  function now({ facts = false } = {}) {
    if (facts) factsAt = -Infinity;
    cancel(timer);
    running ??= round().finally(() => {
      running = null;
      if (!stopped) timer = schedule(now, Math.min(SELDOM, OFTEN * 2 ** failures));
    });
    return running;
  }

  async function round() {
    try {
      if (performance.now() - factsAt > FACTS_EVERY) await readFacts();
      if (!stopped) await readPages();
      failures = 0;
    } catch {
      failures += 1;
      onNetwork(false);
    }
    onRoster(false);
  }

  async function readFacts() {
    const { status, body } = await server.readDoor();
    if (stopped || !settled(status)) return;
    factsAt = performance.now();
    if (body) onFacts(body);
  }

  async function readPages() {
    let more = true;
    while (more && !stopped) {
      const { status, body } = await server.readRoster(roster.cursor());
      if (stopped || !settled(status)) return;
      if (body.more || body.whole) onRoster(true);
      if (body.whole) await readFacts(); // what made the server tell everything may have changed the rules too
      await roster.apply(body, new Date(clock.now()).toISOString());
      more = body.more;
    }
  }

  // True when the answer can be used; a pairing that is over stops all; anything else is tried again later.
  function settled(status) {
    onNetwork(true);
    if (status === 200 || status === 304) return true;
    if (status === 401) onEnd("ended");
    else if (status === 403) onEnd("withdrawn");
    else failures += 1;
    return false;
  }

  // Resolves when nothing is under way any more.
  function stop() {
    stopped = true;
    cancel(timer);
    return running;
  }

  return { now, stop };
}
