// The door itself, without a screen: pairing, roster, known scans and queue of this device. The verdict is always the
// device's own; the server hears in the background, and what it says differently comes as news.

import { createDelegations, createFinder } from "../find/people.js";
import { alone } from "./alone.js";
import { readBattery } from "./battery.js";
import { createClock } from "./clock.js";
import { createEvents } from "./events.js";
import { newId } from "./ids.js";
import { createJudge } from "./judge.js";
import { askToKeep } from "./keeping.js";
import { createKnown } from "./known.js";
import { forgetMark, mark, readMark } from "./mark.js";
import { loadPairing } from "./pairing.js";
import { createPresence } from "./presence.js";
import { createQueue } from "./queue.js";
import { createRepeat } from "./repeat.js";
import { createRoster } from "./roster.js";
import { createSeal } from "./seal.js";
import { createServer } from "./server.js";
import { BOXES, createMemory, openStore } from "./store.js";
import { createSync } from "./sync.js";
import { unsentFile } from "./unsent.js";
import { createWalkIns } from "./walkins.js";

const STATES = ["unsent", "roster", "network", "clock", "storage", "ended"];
const WATCH_EVERY = 30_000;
const AFTER_THE_EVENT = 2 * 24 * 3_600_000;

// The door of this device, or null where it is not paired; `lost` hears what the browser threw away, `waiting` that
// another window holds the door.
export async function openDoor({ version = "", marks = localStorage, lost = () => undefined, waiting = () => undefined } = {}) {
  await alone(waiting);
  const store = await openStore().catch(createMemory);
  const kept = await loadPairing(store);
  if (kept) return createDoor({ store, marks, version, ...kept });
  const before = readMark(marks);
  if (before) lost(before);
  store.close();
  return null;
}

async function createDoor({ store, marks, version, pairing: paired, key }) {
  let pairing = paired;
  let over = null;
  let watching = null;
  const events = createEvents(STATES);
  const isRepeat = createRepeat();
  const known = createKnown({ rehearsal: () => Boolean(pairing.rehearsal) });
  const roster = createRoster({ store, seal: createSeal(key), known });
  const clock = createClock({ offset: (await store.get("facts", "offset")) ?? 0 });
  const facts = () => pairing;
  const walkIns = createWalkIns({ pairing: facts, roster, known });
  const judging = createJudge({ pairing: facts, roster, known, walkIns, clock });
  const presence = createPresence({ pairing: facts, known, roster });
  const finder = madeOnce(createFinder, roster);
  const delegations = madeOnce(createDelegations, roster);
  const server = createServer({ pairing: facts, onAnswer: measured });
  const queue = createQueue({ store, send, onResult, onChange: queueChanged });
  const sync = createSync({
    server, roster, clock,
    onEnd: end, onFacts: learn, onRoster: tellRoster,
    onNetwork: (reached) => events.tell("network", { reached, at: reached ? new Date() : (events.last("network")?.at ?? null) }),
  });

  async function start() {
    for (const [, entry] of await store.entries("log")) known.addOwn(entry);
    await roster.load();
    walkIns.load();
    await queue.load();
    tellRoster(false);
    tellClock();
    checkEnd();
    events.tell("storage", { kept: store.kept, lost: null, ...(await askToKeep()) });
    queue.wake();
    if (!over) sync.now({ facts: true });
    watching = setInterval(watch, WATCH_EVERY);
    store.onClosed = watch;
  }

  // --- scans ----------------------------------------------------------------------------------------------------

  async function judge(asked) {
    const at = new Date();
    const line = { id: newId(at.getTime()), at: at.toISOString(), ...asked };
    const found = await judging.find(line);
    return { ...judging.judge(line, found, at.getTime() + clock.offset()), check: found.check };
  }

  // null when the pairing is over. Between the verdict and the entry in the known scans nothing waits, so that of two
  // scans in one moment the second knows the first.
  async function record(asked) {
    checkEnd();
    if (over) return null;
    const result = await judge(asked);
    if (result.reason === "badge_taken") return result;
    const { line, check } = result;
    const entry = { line, check, result: short(result), scan: scanOf(line, result) };
    known.addOwn(entry);
    if (line.walk_in && result.outcome === "admitted") walkIns.add(line, check);
    await queue.add(line, [["log", line.id, entry]]);
    return result;
  }

  function scanOf(line, { registration, outcome, rehearsal, held, follows }) {
    return {
      id: line.id, registration: registration ?? null, checkpoint: line.checkpoint, direction: line.direction, outcome,
      at: new Date(Date.parse(line.at) + clock.offset()).toISOString(), corrects: line.corrects ?? null,
      device: pairing.device, rehearsal, held: Boolean(held), follows: Boolean(follows),
    };
  }

  // The server's answer replaces the device's; where both say the same, nobody needs to hear of it.
  function onResult(line, given) {
    const entry = known.own(line.id);
    const before = entry?.result;
    const registration = given.registration ?? (line.walk_in ? line.id : null); // a rehearsal registers nobody
    const scan = { ...(entry?.scan ?? scanOf(line, given)), registration, outcome: given.outcome, rehearsal: given.rehearsal, held: Boolean(given.held) };
    const next = { line, check: entry?.check ?? null, result: short(given), scan };
    known.addOwn(next);
    store.write([["log", line.id, next]]).catch(() => undefined);
    if (given.held && !over) sync.now({ facts: true });
    if (before?.outcome === given.outcome && !given.held && !given.conflict) return;
    const person = given.person ?? roster.person(given.registration);
    events.tell("answer", { line, result: { ask: null, ...given, line, person } });
  }

  async function send(lines) {
    const reply = await server.sendScans(lines, await state(lines.length));
    events.tell("network", { reached: true, at: new Date() });
    return reply;
  }

  // What the desk sees of this device: what is left once `sent` lines are gone, battery, version.
  async function state(sent) {
    const left = queue.lines.slice(sent);
    return { ...(await readBattery()), unsent: left.length, oldest: left[0]?.at ?? null, app: version };
  }

  function queueChanged({ lines, closed, unkept }) {
    mark(marks, pairing, lines.length);
    events.tell("unsent", { count: lines.length, unkept, oldest: lines[0]?.at ?? null });
    if (closed) end(closed);
    if (over && lines.length === 0) finish();
  }

  // --- the pairing ------------------------------------------------------------------------------------------------

  function learn(news) {
    // The server tells the scans of the present mode alone: another mode begins with everything anew.
    if (Boolean(news.rehearsal) !== Boolean(pairing.rehearsal)) roster.startAnew();
    pairing = { ...pairing, ...news };
    store.write([["facts", "pairing", pairing]]).catch(() => undefined);
    events.tell("facts", pairing);
    checkEnd();
    // With no scan to send the desk would see an old battery and clock.
    if (queue.lines.length === 0 && !over) send([]).catch(() => undefined);
  }

  function checkEnd() {
    if (over) return;
    if (pairing.expires_at && clock.now() > Date.parse(pairing.expires_at)) end("expired");
    else if (pairing.event.ends && clock.now() > Date.parse(pairing.event.ends) + AFTER_THE_EVENT) end("ended");
  }

  function end(word) {
    if (over) return;
    over = word;
    sync.stop();
    events.tell("ended", word);
    queue.wake().then(() => queue.lines.length === 0 && finish());
  }

  // Nothing stays of a pairing that is over, once all is sent.
  async function finish() {
    clearInterval(watching);
    await sync.stop();
    await roster.forget();
    await store.empty(BOXES);
    forgetMark(marks);
  }

  // Takes this device out of service; false, and nothing done, while scans are unsent, unless they are to be lost.
  async function leave({ force = false } = {}) {
    await Promise.race([queue.wake(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
    if (queue.lines.length > 0 && !force) return false;
    over ??= "left";
    sync.stop();
    queue.lines.length = 0;
    await finish();
    return true;
  }

  // This device's last scans, the newest first.
  function recent(most) {
    const person = ({ line, result }) => roster.person(result.registration) ?? (line.walk_in ? walkIns.made(line) : null);
    const last = known.ownEntries().slice(-most).reverse();
    return last.map((entry) => ({ line: entry.line, result: { ...entry.result, person: person(entry) } }));
  }

  // --- what is told -------------------------------------------------------------------------------------------------

  function measured(sent, received, serverTime) {
    if (!clock.measure(sent, received, serverTime)) return;
    if (!over) store.write([["facts", "offset", clock.offset()]]).catch(() => undefined);
    tellClock();
  }

  function tellClock() {
    events.tell("clock", { offset: clock.offset(), off: clock.isOff() });
  }

  function tellRoster(syncing) {
    const { asOf, ...state } = roster.state();
    events.tell("roster", { ...state, asOf: asOf && new Date(asOf), syncing });
  }

  async function watch() {
    checkEnd();
    if (over) return;
    const there = await store.get("facts", "pairing").catch(() => null);
    if (!there && store.kept) await keepAgain();
    const { lost: missed = null } = events.last("storage") ?? {};
    const lost = there || !store.kept ? missed : { unsent: queue.lines.length };
    events.tell("storage", { kept: store.kept, ...(await askToKeep()), lost });
  }

  // The browser threw the store away while the door was open: what is in memory is kept anew, the roster asked for.
  async function keepAgain() {
    const lines = queue.lines.map((line) => ["queue", line.id, line]);
    const log = known.ownEntries().map((entry) => ["log", entry.line.id, entry]);
    await store.write([["facts", "pairing", pairing], ["facts", "key", key ?? undefined], ...lines, ...log]).catch(() => undefined);
    roster.startAnew();
    sync.now();
  }

  const door = {
    get pairing() {
      return pairing;
    },
    on: events.on,
    judge, record, leave,
    isRepeat: (code, checkpoint, direction) => isRepeat(code, `${checkpoint} ${direction}`, performance.now()),
    search: (text, most) => finder()(text, most),
    person: roster.person,
    photo: roster.photo,
    delegation: (name) => delegations()(name),
    presence: presence.of,
    inside: presence.inside,
    recent,
    unsent: () => [...queue.lines],
    unsentFile: () => unsentFile(queue.lines, pairing),
    send: () => queue.wake(),
    sync: () => sync.now({ facts: true }),
    badge: server.readBadge,
    pad: server.readPad,
    sign: server.sendSignature,
    check: server.check,
    report: server.report,
    now: clock.now,
  };
  await start();
  return door;
}

function short({ outcome, registration = null, first_at = null, first_checkpoint, first_device, rehearsal = false, held = false }) {
  return { outcome, registration, first_at, first_checkpoint, first_device, rehearsal, held };
}

// What is made of all people: anew when somebody was added or changed, and only when it is asked for.
function madeOnce(create, roster) {
  let changes = -1;
  let made = null;
  return function current() {
    if (changes !== roster.changes()) {
      changes = roster.changes();
      made = create(roster.all());
    }
    return made;
  };
}
