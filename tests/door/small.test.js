import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "../../static/door/core/ids.js";
import { createRepeat, OUT_OF_SIGHT } from "../../static/door/core/repeat.js";
import { createServer } from "../../static/door/core/server.js";

test("an id is a UUID of version 7, in order of time and never twice", () => {
  const id = newId(0x0192f3c80000);
  assert.match(id, /^0192f3c8-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(newId(1_000) < newId(2_000));
  assert.equal(new Set(Array.from({ length: 1_000 }, () => newId(1_000))).size, 1_000);
});

test("a code that stays before the lens is scanned once", () => {
  const isRepeat = createRepeat();
  assert.equal(isRepeat("A", "main in", 0), false);
  for (let now = 100; now < 60_000; now += 100) assert.equal(isRepeat("A", "main in", now), true);
});

test("a code that comes back after a while counts again", () => {
  const isRepeat = createRepeat();
  isRepeat("A", "main in", 0);
  assert.equal(isRepeat("A", "main in", OUT_OF_SIGHT), false);
});

test("another code, place or direction counts at once", () => {
  const isRepeat = createRepeat();
  isRepeat("A", "main in", 0);
  assert.equal(isRepeat("B", "main in", 100), false);
  assert.equal(isRepeat("A", "main in", 200), false);
  assert.equal(isRepeat("A", "main out", 300), false);
});

function replying(status, body, headers = {}) {
  const asked = [];
  const request = async (address, options) => {
    asked.push({ address, options });
    return new Response(status === 200 ? JSON.stringify(body) : "", { status, headers });
  };
  const pairing = () => ({ token: "secret", event: { slug: "meeting" } });
  const hours = [];
  const onAnswer = (sent, received, hour) => hours.push(hour);
  return { asked, hours, server: createServer({ pairing, onAnswer, request }) };
}

test("scans are posted with the token and the clock at sending", async () => {
  const { asked, hours, server } = replying(200, { results: [{ id: "a" }], server_time: "2027-01-28T09:00:00.000Z" });
  const reply = await server.sendScans([{ id: "a" }], { unsent: 3 });
  assert.equal(asked[0].address, "/api/v1/events/meeting/scans");
  assert.equal(asked[0].options.headers.Authorization, "Bearer secret");
  const said = JSON.parse(asked[0].options.body);
  assert.deepEqual(said.scans, [{ id: "a" }]);
  assert.ok(Math.abs(Date.parse(said.sent_at) - Date.now()) < 5_000);
  assert.deepEqual(said.device, { unsent: 3 });
  assert.deepEqual([reply.status, reply.results], [200, [{ id: "a" }]]);
  assert.deepEqual(hours, [Date.parse("2027-01-28T09:00:00.000Z")]);
});

test("a busy server's wish to wait is passed on", async () => {
  const { server } = replying(429, null, { "Retry-After": "7" });
  const reply = await server.sendScans([]);
  assert.deepEqual([reply.status, reply.retryAfter, reply.results], [429, 7, []]);
});
