import assert from "node:assert/strict";
import { test } from "node:test";

import { createSync } from "../../static/door/core/sync.js";

// A sync before a server that answers as told; it notes what it hears and when it would ask again.
function syncing({ doors = [{ status: 200, body: {} }], pages }) {
  const heard = { ends: [], facts: 0, applied: [], network: [], pauses: [] };
  const next = (answers) => (answers.length > 1 ? answers.shift() : answers[0]);
  const settle = async (answer) => (typeof answer === "function" ? answer() : answer);
  const sync = createSync({
    server: { readDoor: () => settle(next(doors)), readRoster: () => settle(next(pages)) },
    roster: { cursor: () => `c${heard.applied.length}`, apply: async (page) => heard.applied.push(page.cursor) },
    clock: { now: () => 0 },
    onEnd: (word) => heard.ends.push(word),
    onFacts: () => (heard.facts += 1),
    onRoster: () => undefined,
    onNetwork: (reached) => heard.network.push(reached),
    schedule: (again, pause) => heard.pauses.push(pause),
    cancel: () => undefined,
  });
  return { sync, heard };
}

const page = (cursor, more = false, whole = false) => ({ status: 200, body: { cursor, more, whole, people: [], scans: [] } });
const away = () => Promise.reject(new TypeError("Failed to fetch"));

test("pages are asked for until there are no more", async () => {
  const { sync, heard } = syncing({ pages: [page("a", true), page("b", true), page("c")] });
  await sync.now();
  assert.deepEqual(heard.applied, ["a", "b", "c"]);
});

test("a whole roster brings the rules with it, which may have changed", async () => {
  const { sync, heard } = syncing({ pages: [page("a", false, true)] });
  await sync.now();
  assert.equal(heard.facts, 2);
});

test("without a network the pauses grow, and the first answer makes them short again", async () => {
  const { sync, heard } = syncing({ doors: [away, away, away, { status: 200, body: {} }], pages: [page("a")] });
  for (let time = 0; time < 4; time += 1) await sync.now();
  assert.ok(heard.pauses[0] < heard.pauses[1] && heard.pauses[1] < heard.pauses[2]);
  assert.ok(heard.pauses[3] < heard.pauses[0]);
  assert.deepEqual(heard.network.slice(0, 4), [false, false, false, true]);
});

for (const [status, word] of [[401, "ended"], [403, "withdrawn"]]) {
  test(`a ${status} ends the pairing, and nothing is asked any more`, async () => {
    const { sync, heard } = syncing({ doors: [{ status, body: null }], pages: [page("a")] });
    heard.ends.push = function (said) {
      sync.stop();
      return Array.prototype.push.call(this, said);
    };
    await sync.now();
    assert.deepEqual([[...heard.ends], heard.applied, heard.pauses], [[word], [], []]);
  });
}

test("a page that comes after the end is not laid down", async () => {
  let answer;
  const slow = () => new Promise((resolve) => (answer = () => resolve(page("late"))));
  const { sync, heard } = syncing({ pages: [slow] });
  const running = sync.now();
  while (!answer) await new Promise((resolve) => setImmediate(resolve));
  const idle = sync.stop();
  answer();
  await Promise.all([running, idle]);
  assert.deepEqual([heard.applied, heard.pauses], [[], []]);
});
