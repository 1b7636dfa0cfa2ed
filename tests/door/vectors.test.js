// The same table that tests/checkin/test_rules.py runs: door and server judge alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { suggest } from "../../static/door/checkpoints.js";
import { canonical } from "../../static/door/codes.js";
import { checkOf } from "../../static/door/core/checks.js";
import { decide } from "../../static/door/decide.js";

const vectors = JSON.parse(readFileSync(new URL("../checkin/vectors.json", import.meta.url), "utf8"));

for (const { name, badge, earlier, asked, decision } of vectors.decide) {
  test(`decide: ${name}`, () => assert.deepEqual(decide(badge, earlier, asked), decision));
}

for (const { name, text, canonical: expected } of vectors.codes) {
  test(`codes: ${name}`, () => assert.equal(canonical(text), expected));
}

for (const { name, checkpoints, now, suggested } of vectors.suggest) {
  test(`suggest: ${name}`, () => assert.equal(suggest(checkpoints, Date.parse(now)), suggested));
}

for (const { name, text, check } of vectors.checks) {
  test(`checks: ${name}`, async () => assert.equal(await checkOf(text), check));
}
