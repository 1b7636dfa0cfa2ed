import assert from "node:assert/strict";
import { test } from "node:test";

import { checkOf } from "../../static/door/core/checks.js";
import { createClock } from "../../static/door/core/clock.js";
import { createJudge } from "../../static/door/core/judge.js";
import { createWalkIns } from "../../static/door/core/walkins.js";
import { opened, page, person, row } from "./memory.js";

const CODE = "MQ1:ABCDEFGHIJKLMNOPQRSTUVWXYA";
const BLANK = "MQ1:BBCDEFGHIJKLMNOPQRSTUVWXYA";
const NINE = "2027-01-28T09:00:00.000Z";
const POINTS = [{ key: "main" }, { key: "plenary", starts: "2027-01-28T10:00:00.000Z", ends: "2027-01-28T12:00:00.000Z" }];

async function door(facts = {}, more = {}) {
  const { roster, known } = await opened();
  const codes = [{ check: await checkOf(CODE), typed_check: "f".repeat(16), revoked: false }];
  const blanks = [[await checkOf(BLANK), "e".repeat(16)]];
  await roster.apply(page([person(1, { codes, ...more })], { whole: true, blanks }), NINE);
  const pairing = () => ({ checkpoints: POINTS, categories: [{ key: "mayor", name: { fr: "Maire" }, colour: "#123456" }], ...facts });
  const walkIns = createWalkIns({ pairing, roster, known });
  const judging = createJudge({ pairing, roster, known, walkIns, clock: null });
  const ask = async (line, at = NINE) => {
    const whole = { id: "line-1", at, checkpoint: "main", direction: "in", ...line };
    return judging.judge(whole, await judging.find(whole), Date.parse(at));
  };
  return { ask, roster, known, walkIns };
}

test("what is no code of ours has no check value, and an address that is not secure can make none", async () => {
  assert.equal(await checkOf("https://example.org"), null);
  assert.equal(await checkOf(CODE, null), undefined);
});

test("a badge is admitted by its code, and its bearer by name", async () => {
  const { ask } = await door();
  for (const line of [{ code: CODE }, { registration: "person-1" }]) {
    const { outcome, registration, person: who, ask: question } = await ask(line);
    assert.deepEqual([outcome, registration, who.name_latin, question], ["admitted", "person-1", "Person 1", null]);
  }
});

test("what another gate told counts", async () => {
  const { ask, known } = await door();
  known.addRows([row("s1", 1, { at: "2027-01-28T08:00:00.000Z" })]);
  const { outcome, first_at, first_device } = await ask({ code: CODE });
  assert.deepEqual([outcome, first_at, first_device], ["already_in", "2027-01-28T08:00:00.000Z", "Gate B"]);
});

test("nobody is unknown while the roster is still coming", async () => {
  const { ask, roster } = await door();
  assert.equal((await ask({ code: BLANK })).outcome, "unknown");
  assert.equal((await ask({ code: BLANK })).blank, true);
  assert.equal((await ask({ code: "nonsense" })).blank, false);
  await roster.forget();
  assert.equal((await ask({ code: BLANK })).outcome, "kept");
  assert.equal((await ask({ code: "nonsense" })).outcome, "unknown");
});

test("where somebody is not expected, the door refuses or asks, as the event wants", async () => {
  const refusing = await door();
  assert.deepEqual(pick(await refusing.ask({ code: CODE, checkpoint: "plenary" })), ["not_expected", null]);
  const accepting = await door({ settings: { elsewhere: "accept" } });
  const accepted = await accepting.ask({ code: CODE, checkpoint: "plenary" });
  assert.deepEqual([accepted.outcome, accepted.line.elsewhere], ["admitted", true]);
  const asking = await door({ settings: { elsewhere: "ask", early: "ask" } });
  assert.deepEqual(pick(await asking.ask({ code: CODE, checkpoint: "plenary" })), ["not_expected", "elsewhere"]);
  assert.deepEqual(pick(await asking.ask({ code: CODE, checkpoint: "plenary", elsewhere: true }, "2027-01-28T10:00:00.000Z")), ["admitted", null]);
  assert.deepEqual(pick(await asking.ask({ code: CODE, checkpoint: "plenary", direction: "out" })), ["left", null]);
  const closed = await door({ settings: { elsewhere: "ask" }, checkpoints: [{ key: "dinner", by_invitation: true }], directions: ["in"] });
  assert.deepEqual(pick(await closed.ask({ code: CODE, checkpoint: "dinner" })), ["not_expected", null]);
  assert.deepEqual(pick(await closed.ask({ code: CODE, checkpoint: "dinner", direction: "out" })), ["not_allowed", null]);
});

test("who comes early is asked about until half an hour before, and once", async () => {
  const { ask } = await door({ settings: { early: "ask" } }, { expected: ["plenary"] });
  const line = { code: CODE, checkpoint: "plenary" };
  assert.deepEqual(pick(await ask(line)), ["admitted", "early"]);
  assert.deepEqual(pick(await ask({ ...line, early: true })), ["admitted", null]);
  assert.deepEqual(pick(await ask(line, "2027-01-28T09:30:00.000Z")), ["admitted", null]);
});

test("a place that the pairing does not have is not allowed, and names nobody", async () => {
  const { ask } = await door();
  const { outcome, person: who, registration } = await ask({ code: CODE, checkpoint: "lunch" });
  assert.deepEqual([outcome, who, registration], ["not_allowed", null, null]);
});

test("a walk-in is known by the blank badge from then on, by both its forms", async () => {
  const { ask, known, walkIns } = await door();
  const line = { id: "line-1", code: BLANK, walk_in: { names: { ar: "سيدي", latin: "" }, city: "Rosso", category: "mayor" } };
  const result = await ask(line);
  assert.deepEqual([result.outcome, result.person.name_ar, result.person.colour], ["admitted", "سيدي", "#123456"]);
  known.addOwn({ line, check: await checkOf(BLANK), result, scan: { ...line, id: "line-1", registration: "line-1", checkpoint: "main", direction: "in", outcome: "admitted", at: NINE } });
  walkIns.load();
  const again = await ask({ id: "line-2", code: BLANK }, "2027-01-28T09:01:00.000Z");
  assert.deepEqual([again.outcome, again.person.name_ar], ["already_in", "سيدي"]);
  assert.ok(walkIns.find("e".repeat(16)));
  const taken = await ask({ id: "line-3", code: CODE, walk_in: line.walk_in });
  assert.deepEqual([taken.outcome, taken.reason], ["invalid", "badge_taken"]);
  const strict = await door({ may_walk_in: false });
  assert.equal((await strict.ask(line)).outcome, "not_allowed");
});

test("the clock believes the quickest answer, and forgets all when it is set", () => {
  let wall = 1_000_000;
  let steady = 0;
  const clock = createClock({ wall: () => wall, steady: () => steady });
  assert.equal(clock.measure(wall, wall + 4_000, wall + 10_802_000), true);
  clock.measure(wall, wall + 100, wall + 10_800_050);
  clock.measure(wall, wall + 8_000, wall + 10_807_000);
  assert.equal(clock.offset(), 10_800_000);
  assert.equal(clock.isOff(), true);
  wall += 10_800_000;
  assert.equal(clock.offset(), 0);
  steady += 60_000;
  wall += 60_000;
  assert.deepEqual([clock.now(), clock.isOff()], [wall, false]);
  assert.equal(clock.measure(wall, wall + 50, NaN), false);
});

function pick({ outcome, ask }) {
  return [outcome, ask];
}
