import assert from "node:assert/strict";
import { test } from "node:test";

import { createEvents } from "../../static/door/core/events.js";
import { forgetMark, mark, readMark } from "../../static/door/core/mark.js";
import { unsentFile } from "../../static/door/core/unsent.js";

test("unsent scans go into a file that names the event, the device and whose token they are under", async () => {
  const pairing = { event: { slug: "meeting" }, device: "Gate A", token: "secret" };
  const lines = [{ id: "a", code: "MQ1:X", at: "2027-01-28T09:00:00.000Z" }];
  const { name, text } = await unsentFile(lines, pairing, new Date("2027-01-28T10:00:00Z"));
  assert.equal(name, "unsent-meeting-2027-01-28-10-00.json");
  assert.deepEqual(JSON.parse(text), {
    multaqa: "unsent-scans", version: 1, event: "meeting", device: "Gate A", token_hint: "2bb80d53",
    made_at: "2027-01-28T10:00:00.000Z", scans: lines,
  });
});

test("a mark outside of the store says what it held, until it is forgotten", () => {
  const kept = new Map();
  const marks = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  assert.equal(readMark(marks), null);
  mark(marks, { device: "Gate A", event: { slug: "meeting" } }, 3);
  assert.deepEqual(readMark(marks), { device: "Gate A", event: "meeting", unsent: 3 });
  forgetMark(marks);
  assert.equal(readMark(marks), null);
});

test("who listens late is told the last state, and no news that are over", () => {
  const events = createEvents(["unsent"]);
  events.tell("unsent", 2);
  events.tell("answer", "old");
  const heard = [];
  const stop = events.on("unsent", (news) => heard.push(news));
  events.on("answer", (news) => heard.push(news));
  events.tell("unsent", 3);
  stop();
  events.tell("unsent", 4);
  assert.deepEqual(heard, [2, 3]);
});
