import assert from "node:assert/strict";
import { test } from "node:test";

import { answerToMany } from "../../static/door/answer.js";
import { clockDay, clockTime, createMessages } from "../../static/door/messages.js";
import * as device from "../../static/door/page/device-tests.js";
import { createPin, digest, newLock } from "../../static/door/page/pin.js";
import { canBeUndone } from "../../static/door/page/recent.js";
import { correction, createScans, together } from "../../static/door/page/scans.js";
import { createUndo } from "../../static/door/page/undo.js";
import { faultOf } from "../../static/door/page/walk-in.js";

// A door that answers each line as `outcomes` say, and keeps what was recorded.
function doorThat(outcomes) {
  const kept = [];
  const answerTo = (line) => ({ outcome: "admitted", person: null, ...outcomes[line.code ?? line.registration], line });
  return {
    kept,
    judge: async (line) => answerTo(line),
    record: async (line) => {
      kept.push(line);
      return answerTo({ id: `id-${kept.length}`, ...line });
    },
  };
}

function scansOf(door) {
  const told = { answers: [], done: [] };
  const scans = createScans({
    door,
    asked: () => ({ checkpoint: "main", direction: "in" }),
    onWaiting: () => undefined,
    onAnswer: (line, result) => told.answers.push([line, result]),
    onDone: (lines) => told.done.push(lines.map((line) => line.id)),
  });
  return { scans, told };
}

test("a scan is recorded once, where the door stands, and can be undone", async () => {
  const door = doorThat({});
  const { scans, told } = scansOf(door);
  await scans.scan({ code: "A" });
  assert.deepEqual(door.kept, [{ checkpoint: "main", direction: "in", code: "A" }]);
  assert.deepEqual(told.done, [["id-1"]]);
});

test("what the settings want asked is not recorded before a person said yes", async () => {
  const door = doorThat({ A: { ask: "early" } });
  const { scans, told } = scansOf(door);
  await scans.scan({ code: "A" });
  assert.deepEqual([door.kept, told.done], [[], []]);
  await scans.scan({ code: "A", early: true });
  assert.equal(door.kept.length, 1);
});

test("a refusal is kept, and offers nothing to undo", async () => {
  const door = doorThat({ A: { outcome: "revoked" } });
  const { scans, told } = scansOf(door);
  await scans.scan({ code: "A" });
  assert.equal(door.kept.length, 1);
  assert.deepEqual(told.done, [[]]);
});

test("an answer that comes after the next scan is not shown over it", async () => {
  const slow = doorThat({});
  const { judge } = slow;
  slow.judge = (line) => (line.code === "A" ? new Promise((resolve) => setTimeout(() => resolve(judge(line)), 30)) : judge(line));
  const { scans, told } = scansOf(slow);
  await Promise.all([scans.scan({ code: "A" }), scans.scan({ code: "B" })]);
  assert.deepEqual(told.answers.map(([line]) => line.code), ["B"]);
  assert.equal(slow.kept.length, 2);
});

test("a whole delegation is one line a person, one answer, and one undo for those who went in", async () => {
  const door = doorThat({ 2: { outcome: "not_confirmed", person: { name_latin: "Awa Sow" } } });
  const { scans, told } = scansOf(door);
  await scans.scanAll([{ registration: "1" }, { registration: "2" }, { registration: "3" }]);
  assert.deepEqual(door.kept.map((line) => line.registration), ["1", "2", "3"]);
  assert.deepEqual(told.answers[0][1], { admitted: 2, refused: [{ name_latin: "Awa Sow" }], rehearsal: false });
  assert.deepEqual(told.done, [["id-1", "id-3"]]);
});

test("undone is a new line about the same person, place and direction", () => {
  const line = { id: "x", registration: "7", checkpoint: "main", direction: "in", at: "2027-01-28T09:00:00Z" };
  assert.deepEqual(correction(line, ""), { registration: "7", checkpoint: "main", direction: "in", corrects: "x" });
  assert.equal(correction({ ...line, code: "C" }, "Wrong person").reason, "Wrong person");
});

test("many are answered amber with the names of those who stay outside, never red", () => {
  const say = createMessages({ admitted_many: "In %(count)s", refused_many: "Out %(count)s %(names)s" });
  const all = answerToMany(together([{ outcome: "admitted" }, { outcome: "already_in" }]), say, "fr");
  assert.deepEqual([all.tone, all.stranded], ["go", false]);
  const some = answerToMany(together([{ outcome: "admitted" }, { outcome: "revoked", person: { name_latin: "Awa Sow" } }]), say, "fr");
  assert.deepEqual([some.tone, some.stranded], ["wait", true]);
  assert.match(some.advice, /Awa Sow/);
});

function undoWith() {
  const made = () => ({ hidden: false, textContent: "", classList: { toggle: () => undefined }, setAttribute: () => undefined, toggleAttribute: () => undefined });
  const button = Object.assign(new EventTarget(), made());
  const told = [];
  let tick = null;
  const undo = createUndo({
    button, number: made(), word: made(), icon: made(), say: (key) => key,
    onUndo: (lines) => told.push(lines), onList: () => told.push("list"),
    every: (act) => (tick = act), stop: () => undefined,
  });
  return { undo, told, press: () => button.dispatchEvent(new Event("click")), second: () => tick() };
}

test("for ten seconds one tap undoes, then the list is opened", () => {
  const { undo, told, press, second } = undoWith();
  undo.offer(["line"]);
  for (let seconds = 0; seconds < 9; seconds += 1) second();
  press();
  press();
  undo.offer(["line"]);
  for (let seconds = 0; seconds < 10; seconds += 1) second();
  press();
  assert.deepEqual(told, [["line"], "list", "list"]);
});

test("who was not announced has a name in one script, a city and a category", () => {
  const whole = { names: { ar: "", latin: "Awa Sow" }, city: "Rosso", category: "mayor" };
  assert.equal(faultOf(whole), null);
  assert.equal(faultOf({ ...whole, names: { ar: "", latin: "" } }).field, "name_ar");
  assert.equal(faultOf({ ...whole, city: "" }).field, "city");
  assert.equal(faultOf({ ...whole, category: "" }).field, "category");
});

test("the desk's number is kept as the server keeps it", async () => {
  assert.equal(await digest("00ff10", "2468"), "9ed5f95eba935c57df1e54d34bebd021398079ceb8ca708fed024c5f3e6355b0");
});

test("the number opens, is not kept as it is, and misses cost time", async () => {
  const lock = await newLock("2468");
  assert.equal(JSON.stringify(lock).includes("2468"), false);
  let now = 0;
  let kept = lock;
  for (let miss = 0; miss < 5; miss += 1) {
    const afresh = createPin(kept, { now: () => now, keep: (made) => (kept = made) }); // the page is opened anew each time
    assert.equal(await afresh("1111"), false);
  }
  const opens = createPin(kept, { now: () => now });
  assert.equal(await opens("2468"), null);
  now = 30_000;
  assert.equal(await opens("2468"), true);
});

test("a device is ready when nothing is bad, and says what is", () => {
  const { testStorage, testCertificate, testBattery, testNetwork, testRoster, testCamera, testClock, verdict } = device;
  assert.equal(testCamera({ state: "live", decoder: true }).state, "ok");
  assert.deepEqual(testCamera({ state: "denied", decoder: true }), { state: "bad", word: "camera_denied", values: undefined });
  assert.equal(testStorage({ persisted: false, quota: 1e9 }).state, "warn");
  assert.equal(testStorage({ persisted: true, quota: 1e6, usage: 0 }).state, "bad");
  assert.equal(testStorage({ persisted: true, quota: 1e9, lost: { unsent: 1 } }).state, "bad");
  assert.equal(testClock({ offset: -10_800_000, off: true }).values.minutes, 180);
  const certificate = { expires: "2027-01-28T00:00:00Z" };
  const on = (day) => testCertificate({ secure: true, certificate, now: Date.parse(day) }).state;
  assert.deepEqual([on("2027-01-01"), on("2027-01-26"), on("2027-01-29")], ["ok", "warn", "bad"]);
  assert.equal(testCertificate({ secure: false, certificate: null, now: 0 }).word, "camera_insecure");
  assert.deepEqual([testBattery({ battery: 0.2, charging: false }).state, testBattery({ battery: null }).state], ["warn", "ok"]);
  assert.equal(testNetwork({ reached: false }).state, "bad");
  assert.equal(testRoster({ people: 150, complete: false }).state, "bad");
  assert.equal(verdict([{ state: "ok" }, { state: "warn" }]), "warn");
  assert.equal(verdict([{ state: "warn" }, { state: "bad" }]), "bad");
});

test("day and hour are those of the event's zone, also where midnight lies between", () => {
  const moment = "2026-11-30T23:30:00.000Z";
  assert.deepEqual([clockDay(moment, "Africa/Tunis"), clockTime(moment, "Africa/Tunis")], ["2026-12-01", "00:30"]);
  assert.deepEqual([clockDay(moment, "Africa/Nouakchott"), clockTime(moment, "Africa/Nouakchott")], ["2026-11-30", "23:30"]);
});

test("what moved somebody can be undone, but neither an undo nor a line of a rehearsal that was cleared", () => {
  const scan = (result, line = {}) => ({ line, result: { outcome: "admitted", ...result } });
  assert.equal(canBeUndone(scan({}), {}), true);
  assert.equal(canBeUndone(scan({ rehearsal: true }), { rehearsal: true }), true);
  assert.equal(canBeUndone(scan({ rehearsal: true }), { rehearsal: false }), false);
  assert.equal(canBeUndone(scan({ outcome: "unknown" }), {}), false);
  assert.equal(canBeUndone(scan({}, { corrects: "1" }), {}), false);
});
