// Everybody who may come, on this device: in memory to judge and to search by, and sealed on the disk in blocks, which
// a change of one person rewrites alone. A whole roster that comes anew is laid beside the old one, which serves until
// the last page is there; a page and how far it leads are written together, so that any stop can be gone on from.

const BLOCK = 250;
const MOST_CHUNKS = 60;

export function createRoster({ store, seal, known }) {
  let live = emptyGeneration(0);
  let staged = null;
  let changes = 0; // how often anybody changed, for what is drawn from all people
  const alike = new Map(); // values that many people have are held once

  async function load() {
    const kept = (await store.get("facts", "roster")) ?? {};
    try {
      if (kept.live) live = await read(kept.live);
      if (kept.staged) staged = await read(kept.staged);
    } catch {
      await forget(); // sealed under a key that is gone: all of it is asked for again
    }
    known.replace(live.rows);
    live.rows = [];
  }

  async function read(facts) {
    const made = { ...emptyGeneration(facts.number), ...facts };
    for (const [, kept] of await store.entries("blocks", `${facts.number}.`)) {
      const people = await seal.unseal(kept);
      made.blocks.push(new Set(people.map((person) => person.registration)));
      for (const person of people) take(made, person, made.blocks.length - 1);
    }
    const chunks = await store.entries("known", `${facts.number}.`);
    for (const [, kept] of chunks) takeLines(made, await seal.unseal(kept));
    if (chunks.length > MOST_CHUNKS) await joinChunks(made, chunks);
    return made;
  }

  async function joinChunks(made, chunks) {
    const whole = await seal.seal({ rows: made.rows, blanks: [...made.blanks] });
    const gone = chunks.map(([key]) => ["known", key, undefined]);
    await store.write([...gone, ["known", chunkKey(made.number, 0), whole]]);
  }

  function take(into, { photo, ...person }, block) {
    const shared = { ...person, city: share(person.city), category_name: share(person.category_name) };
    const before = into.people.get(person.registration);
    for (const { check, typed_check } of before?.person.codes ?? []) {
      into.byCheck.delete(check);
      into.byCheck.delete(typed_check);
    }
    into.people.set(person.registration, { person: shared, block });
    for (const { check, typed_check, revoked } of person.codes) {
      into.byCheck.set(check, { registration: person.registration, revoked });
      into.byCheck.set(typed_check, { registration: person.registration, revoked });
    }
  }

  // blanks: all blank badges that are nobody's yet; null where nothing changed.
  function takeLines(into, { rows = [], blanks = null }) {
    into.rows = into.rows.concat(rows);
    if (!blanks) return;
    into.blanks = new Map();
    for (const [check, typed] of blanks) {
      into.blanks.set(check, typed);
      into.blanks.set(typed, check);
    }
  }

  function share(value) {
    if (value === null || typeof value !== "object") return value;
    const said = JSON.stringify(value);
    if (!alike.has(said)) alike.set(said, value);
    return alike.get(said);
  }

  // One answer of the API's roster, its scans as they count in a rehearsal or not; resolves when it is on the disk.
  async function apply(page, asOf) {
    if (page.whole) begin();
    const into = staged ?? live;
    const before = into.cursor;
    const changed = takePage(into, page);
    if (changed.size > 0) changes += 1;
    Object.assign(into, { cursor: page.cursor, asOf, complete: into.complete || !page.more });
    const swapped = into === staged && !page.more ? live.number : null;
    if (swapped !== null) swap();
    const writing = await written(into, page, changed);
    if (swapped !== null) writing.push(...(await keysOf(swapped)));
    writing.push(["facts", "roster", { live: factsOf(live), staged: staged && factsOf(staged) }]);
    try {
      await store.write(writing);
    } catch (fault) {
      live.cursor = before; // what is not on the disk is asked for again, else it would be missing there for good
      if (staged) staged.cursor = before;
      throw fault;
    }
  }

  function begin() {
    const next = emptyGeneration(Math.max(live.number, staged?.number ?? 0) + 1);
    if (live.complete) staged = next;
    else {
      live = next;
      staged = null;
    }
  }

  function takePage(into, page) {
    const changed = new Set();
    for (const person of page.people) {
      const block = into.people.get(person.registration)?.block ?? blockWithRoom(into);
      into.blocks[block].add(person.registration);
      take(into, person, block);
      changed.add(block);
    }
    for (const registration of page.gone ?? []) {
      const block = into.people.get(registration)?.block;
      if (block === undefined) continue;
      take(into, { ...into.people.get(registration).person, codes: [] }, block);
      into.people.delete(registration);
      into.blocks[block].delete(registration);
      changed.add(block);
    }
    takeLines(into, { blanks: page.blanks });
    if (into === live) known.addRows(page.scans);
    else into.rows = into.rows.concat(page.scans);
    return changed;
  }

  async function written(into, page, changed) {
    const writing = [];
    for (const block of changed) {
      const people = [...into.blocks[block]].map((registration) => into.people.get(registration).person);
      writing.push(["blocks", blockKey(into.number, block), await seal.seal(people)]);
    }
    if (page.scans.length || page.blanks) {
      into.chunks += 1;
      const chunk = { rows: page.scans, blanks: page.blanks ?? null };
      writing.push(["known", chunkKey(into.number, into.chunks), await seal.seal(chunk)]);
    }
    for (const registration of page.gone ?? []) writing.push(["photos", registration, undefined]);
    for (const { registration, photo } of page.people) {
      if (photo) writing.push(["photos", registration, await seal.seal(photo)]);
    }
    return writing;
  }

  function swap() {
    known.replace(staged.rows);
    live = { ...staged, rows: [] };
    staged = null;
    changes += 1;
  }

  async function keysOf(number) {
    const found = [];
    for (const box of ["blocks", "known"]) {
      for (const [key] of await store.entries(box, `${number}.`)) found.push([box, key, undefined]);
    }
    return found;
  }

  async function photo(registration) {
    const kept = await store.get("photos", registration);
    return kept ? seal.unseal(kept).catch(() => "") : "";
  }

  async function forget() {
    live = emptyGeneration(0);
    staged = null;
    known.replace([]);
    await store.empty(["blocks", "known", "photos"]);
    await store.write([["facts", "roster", undefined]]);
  }

  // The next question asks for everybody; what is in memory serves until then.
  function startAnew() {
    live.cursor = "";
    staged = null;
  }

  function find(check) {
    const found = live.byCheck.get(check);
    return found ? { person: person(found.registration), revoked: found.revoked } : null;
  }

  const person = (registration) => live.people.get(registration)?.person ?? null;

  return {
    load, apply, find, person, photo, forget, startAnew,
    isBlank: (check) => live.blanks.has(check),
    twin: (check) => live.blanks.get(check),
    all: () => [...live.people.values()].map((one) => one.person),
    changes: () => changes,
    cursor: () => (staged ?? live).cursor,
    state: () => ({ people: live.people.size, complete: live.complete, asOf: live.asOf, got: staged?.people.size ?? live.people.size }),
  };
}

function emptyGeneration(number) {
  return {
    number, cursor: "", asOf: null, complete: false, chunks: 0,
    people: new Map(), byCheck: new Map(), blocks: [], rows: [], blanks: new Map(),
  };
}

function factsOf({ number, cursor, asOf, complete, chunks }) {
  return { number, cursor, asOf, complete, chunks };
}

function blockWithRoom({ blocks }) {
  if (blocks.length === 0 || blocks[blocks.length - 1].size >= BLOCK) blocks.push(new Set());
  return blocks.length - 1;
}

const blockKey = (generation, block) => `${generation}.${String(block).padStart(5, "0")}`;
const chunkKey = (generation, chunk) => `${generation}.${String(chunk).padStart(8, "0")}`;
