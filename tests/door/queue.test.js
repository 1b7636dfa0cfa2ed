import assert from "node:assert/strict";
import { test } from "node:test";

import { BATCH, createQueue } from "../../static/door/queue.js";

class Storage {
  constructor(room = Infinity) {
    this.room = room;
    this.kept = new Map();
  }
  get length() {
    return this.kept.size;
  }
  key(place) {
    return [...this.kept.keys()][place];
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.kept.size >= this.room) throw new Error("QuotaExceededError");
    this.kept.set(key, value);
  }
  removeItem(key) {
    this.kept.delete(key);
  }
}

const line = (number) => ({ id: `scan-${number}`, code: `code-${number}`, at: `2027-01-28T09:00:${String(number).padStart(3, "0")}Z` });
const admitted = (lines) => ({ status: 200, results: lines.map(({ id }) => ({ id, outcome: "admitted" })) });
const settled = () => new Promise((resolve) => setImmediate(resolve));

// A queue before a server that answers as `replies` say, one call after the other, the last one for ever.
function door({ replies, storage = new Storage(), event = "meeting" }) {
  const seen = { batches: [], results: [], pauses: [], state: null, retry: null };
  const queue = createQueue({
    storage,
    event,
    async send(lines) {
      seen.batches.push(lines.map(({ id }) => id));
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return typeof reply === "function" ? reply(lines) : reply;
    },
    onResult: (sent, result) => seen.results.push([sent.id, result.outcome]),
    onChange: (state) => (seen.state = state),
    schedule: (retry, pause) => {
      seen.retry = retry;
      seen.pauses.push(pause);
    },
    cancel: () => undefined,
  });
  return { queue, seen, storage };
}

const offline = () => {
  throw new TypeError("Failed to fetch");
};

test("a scan is answered once and then forgotten", async () => {
  const { queue, seen, storage } = door({ replies: [admitted] });
  await queue.add(line(1));
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unsent, 0);
  assert.equal(storage.length, 0);
});

test("without a network the scan is kept, counted, and sent when it is back", async () => {
  const { queue, seen, storage } = door({ replies: [offline, offline, admitted] });
  await queue.add(line(1));
  assert.equal(seen.state.unsent, 1);
  assert.equal(storage.length, 1);
  await seen.retry();
  await seen.retry();
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unsent, 0);
});

test("a reload finds the unsent scans again, in order of time", async () => {
  const { queue, storage } = door({ replies: [offline] });
  await queue.add(line(2));
  await queue.add(line(1));
  const { queue: reloaded, seen } = door({ replies: [admitted], storage });
  assert.equal(seen.state.unsent, 2);
  await reloaded.wake();
  assert.deepEqual(seen.batches, [["scan-1", "scan-2"]]);
});

test("scans of another event are counted and never sent to this one", async () => {
  const { queue, storage } = door({ replies: [offline] });
  await queue.add(line(1));
  const { queue: other, seen } = door({ replies: [admitted], storage, event: "meeting-2" });
  await other.add(line(2));
  assert.deepEqual(seen.batches, [["scan-2"]]);
  assert.equal(seen.state.unsent, 1);
  assert.equal(storage.length, 1);
});

test("a long queue goes in batches", async () => {
  const { queue, storage } = door({ replies: [offline] });
  for (let number = 1; number <= BATCH + 20; number += 1) await queue.add(line(number));
  const { queue: reloaded, seen } = door({ replies: [admitted], storage });
  await reloaded.wake();
  assert.deepEqual(seen.batches.map((batch) => batch.length), [BATCH, 20]);
  assert.equal(seen.state.unsent, 0);
});

test("one request is under way at a time, and what comes meanwhile follows", async () => {
  let release;
  const slow = (lines) => new Promise((resolve) => (release = () => resolve(admitted(lines))));
  const { queue, seen } = door({ replies: [slow, admitted] });
  queue.add(line(1));
  queue.add(line(2));
  queue.add(line(3));
  assert.equal(seen.batches.length, 1);
  release();
  await settled();
  assert.deepEqual(seen.batches, [["scan-1"], ["scan-2", "scan-3"]]);
});

test("pauses grow up to a minute, and the server may ask for a longer one", async () => {
  const { queue, seen } = door({ replies: [offline] });
  await queue.add(line(1));
  for (let time = 0; time < 9; time += 1) await seen.retry();
  assert.ok(seen.pauses[0] <= 1_000);
  assert.ok(seen.pauses[1] > seen.pauses[0]);
  assert.ok(seen.pauses.every((pause) => pause <= 60_000));
  assert.ok(seen.pauses[9] >= 45_000);
  const busy = door({ replies: [{ status: 429, retryAfter: 90 }] });
  await busy.queue.add(line(1));
  assert.equal(busy.seen.pauses[0], 90_000);
});

for (const [status, word] of [[401, "ended"], [403, "forbidden"]]) {
  test(`a ${status} ends the sending and keeps the scans`, async () => {
    const { queue, seen, storage } = door({ replies: [{ status }] });
    await queue.add(line(1));
    await queue.add(line(2));
    assert.equal(seen.state.closed, word);
    assert.equal(seen.batches.length, 1);
    assert.equal(seen.retry, null);
    assert.equal(storage.length, 2);
  });
}

test("one line that spoils its batch does not hold up the others", async () => {
  const { queue: before, storage } = door({ replies: [offline] });
  for (let number = 1; number <= 4; number += 1) await before.add(line(number));
  const picky = (lines) => (lines.some(({ id }) => id === "scan-1") ? { status: 400 } : admitted(lines));
  const { queue, seen } = door({ replies: [picky], storage });
  await queue.wake();
  for (let time = 0; time < 5; time += 1) await seen.retry();
  assert.deepEqual(seen.results.map(([id]) => id).sort(), ["scan-2", "scan-3", "scan-4"]);
  assert.equal(storage.length, 1);
});

test("an answer without results is no answer", async () => {
  const { queue, seen } = door({ replies: [{ status: 200, results: [] }] });
  await queue.add(line(1));
  assert.equal(seen.batches.length, 1);
  assert.equal(seen.pauses.length, 1);
  assert.equal(seen.state.unsent, 1);
});

test("a full storage is said, and the scan is still sent", async () => {
  const { queue, seen } = door({ replies: [offline, admitted], storage: new Storage(0) });
  await queue.add(line(1));
  assert.equal(seen.state.unkept, 1);
  await seen.retry();
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unkept, 0);
});
