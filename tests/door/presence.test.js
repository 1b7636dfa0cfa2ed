import assert from "node:assert/strict";
import { test } from "node:test";

import { createKnown } from "../../static/door/core/known.js";
import { createPresence } from "../../static/door/core/presence.js";
import { row } from "./memory.js";

const roster = { state: () => ({ asOf: null }) };
const PLACES = ["main", "plenary"];

// One number after the other, the same in every run.
function createChance(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("however scans come, who is inside is what a count from nothing says", () => {
  const chance = createChance(7);
  let rehearsal = false;
  const known = createKnown({ rehearsal: () => rehearsal });
  const presence = createPresence({ pairing: () => ({ rehearsal }), known, roster });
  const rows = [];
  const drawn = () => row(`s${chance(60)}`, chance(12), { checkpoint: PLACES[chance(2)], direction: ["in", "out"][chance(2)], at: new Date(1.8e12 + chance(1e6)).toISOString() });
  const own = ([id, registration, checkpoint, direction, outcome, at]) => ({ line: { id }, result: { outcome }, scan: { id, registration, checkpoint, direction, outcome, at, corrects: null, rehearsal } });
  const acts = [
    () => rows.push(drawn()) && known.addRows(rows.slice(-1)),
    () => known.addOwn(own(drawn())),
    () => known.replace(rows.slice(-chance(20))),
    () => (rehearsal = !rehearsal),
  ];
  for (let step = 0; step < 600; step += 1) {
    acts[chance(40) < 38 ? chance(2) : 2 + chance(2)]();
    const place = PLACES[chance(2)];
    const anew = [...known.people()].filter((registration) => presence.of(registration, place)).length;
    assert.equal(presence.inside(place).inside, anew, `step ${step}`);
  }
});

test("after a scan only its person is looked at", () => {
  const asked = [];
  const known = createKnown();
  known.addRows(Array.from({ length: 500 }, (_, number) => row(`s${number}`, number)));
  const { inside } = createPresence({ pairing: () => ({}), roster, known: { ...known, scansOf: (who) => asked.push(who) && known.scansOf(who) } });
  assert.equal(inside("main").inside, 500);
  asked.length = 0;
  known.addRows([row("again", 3, { direction: "out", at: "2027-01-28T10:00:00.000Z" })]);
  assert.deepEqual([inside("main").inside, asked], [499, ["person-3"]]);
});
