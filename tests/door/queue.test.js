import assert from "node:assert/strict";
import { test } from "node:test";

import { BATCH, SOON, createQueue } from "../../static/door/core/queue.js";
import { createMemory } from "../../static/door/core/store.js";

const line = (number) => ({ id: `scan-${number}`, code: `code-${number}`, at: `2027-01-28T09:00:${String(number).padStart(3, "0")}Z` });
const admitted = (lines) => ({ status: 200, results: lines.map(({ id }) => ({ id, outcome: "admitted" })) });
const settled = async () => {
  for (let time = 0; time < 5; time += 1) await new Promise((resolve) => setImmediate(resolve));
};

// A store that is on a disk, as far as a queue can tell.
const disk = () => ({ ...createMemory(), kept: true });
const keptIn = async (store) => (await store.entries("queue")).map(([id]) => id);

// A queue before a server that answers as `replies` say, one call after the other, the last one for ever.
function door({ replies, store = disk() }) {
  const seen = { batches: [], results: [], pauses: [], state: null, retry: null };
  const queue = createQueue({
    store,
    async send(lines) {
      seen.batches.push(lines.map(({ id }) => id));
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return typeof reply === "function" ? reply(lines) : reply;
    },
    onResult: (sent, result) => seen.results.push([sent.id, result.outcome]),
    onChange: ({ lines, ...state }) => (seen.state = { unsent: lines.length, ...state }),
    schedule: (retry, pause) => {
      if (pause === SOON) return setImmediate(retry);
      seen.retry = retry;
      seen.pauses.push(pause);
      return undefined;
    },
    cancel: () => undefined,
  });
  const add = async (made, beside) => {
    await queue.add(made, beside);
    await settled();
  };
  return { queue: { ...queue, add }, seen, store };
}

const offline = () => {
  throw new TypeError("Failed to fetch");
};

test("a scan is answered once and then forgotten", async () => {
  const { queue, seen, store } = door({ replies: [admitted] });
  await queue.add(line(1));
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unsent, 0);
  assert.equal((await keptIn(store)).length, 0);
});

test("without a network the scan is kept, counted, and sent when it is back", async () => {
  const { queue, seen, store } = door({ replies: [offline, offline, admitted] });
  await queue.add(line(1));
  assert.equal(seen.state.unsent, 1);
  assert.equal((await keptIn(store)).length, 1);
  await seen.retry();
  await seen.retry();
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unsent, 0);
});

test("a reload finds the unsent scans again, in order of time", async () => {
  const { queue, store } = door({ replies: [offline] });
  await queue.add(line(2));
  await queue.add(line(1));
  const { queue: reloaded, seen } = door({ replies: [admitted], store });
  await reloaded.load();
  assert.equal(seen.state.unsent, 2);
  await reloaded.wake();
  assert.deepEqual(seen.batches, [["scan-1", "scan-2"]]);
});

test("a long queue goes in batches", async () => {
  const { queue, store } = door({ replies: [offline] });
  for (let number = 1; number <= BATCH + 20; number += 1) await queue.add(line(number));
  const { queue: reloaded, seen } = door({ replies: [admitted], store });
  await reloaded.load();
  await reloaded.wake();
  assert.deepEqual(seen.batches.map((batch) => batch.length), [BATCH, 20]);
  assert.equal(seen.state.unsent, 0);
});

test("one request is under way at a time, and what comes meanwhile follows", async () => {
  let release;
  const slow = (lines) => new Promise((resolve) => (release = () => resolve(admitted(lines))));
  const { queue, seen } = door({ replies: [slow, admitted] });
  await queue.add(line(1));
  await queue.add(line(2));
  await queue.add(line(3));
  assert.equal(seen.batches.length, 1);
  release();
  await settled();
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
    const { queue, seen, store } = door({ replies: [{ status }] });
    await queue.add(line(1));
    await queue.add(line(2));
    assert.equal(seen.state.closed, word);
    assert.equal(seen.batches.length, 1);
    assert.equal(seen.retry, null);
    assert.equal((await keptIn(store)).length, 2);
  });
}

test("one line that spoils its batch does not hold up the others", async () => {
  const { queue: before, store } = door({ replies: [offline] });
  for (let number = 1; number <= 4; number += 1) await before.add(line(number));
  const picky = (lines) => (lines.some(({ id }) => id === "scan-1") ? { status: 400 } : admitted(lines));
  const { queue, seen } = door({ replies: [picky], store });
  await queue.load();
  await queue.wake();
  for (let time = 0; time < 5; time += 1) await seen.retry();
  assert.deepEqual(seen.results.map(([id]) => id).sort(), ["scan-2", "scan-3", "scan-4"]);
  assert.equal((await keptIn(store)).length, 1);
});

test("an answer without results is no answer", async () => {
  const { queue, seen } = door({ replies: [{ status: 200, results: [] }] });
  await queue.add(line(1));
  assert.equal(seen.batches.length, 1);
  assert.equal(seen.pauses.length, 1);
  assert.equal(seen.state.unsent, 1);
});

test("a full storage is said, and the scan is still sent", async () => {
  const { queue, seen } = door({ replies: [offline, admitted], store: { ...disk(), write: () => Promise.reject(new Error("QuotaExceededError")) } });
  await queue.add(line(1));
  assert.equal(seen.state.unkept, 1);
  await seen.retry();
  assert.deepEqual(seen.results, [["scan-1", "admitted"]]);
  assert.equal(seen.state.unkept, 0);
});

test("what is kept beside a scan is written with it, in one act", async () => {
  const written = [];
  const store = { ...disk(), write: async (changes) => void written.push(changes) };
  const { queue } = door({ replies: [offline], store });
  await queue.add(line(1), [["log", "scan-1", { outcome: "admitted" }]]);
  assert.deepEqual(written, [[["queue", "scan-1", line(1)], ["log", "scan-1", { outcome: "admitted" }]]]);
});

test("a store that lasts as long as the page says so of every scan", async () => {
  const { queue, seen } = door({ replies: [offline], store: createMemory() });
  await queue.add(line(1));
  assert.equal(seen.state.unkept, 1);
});
