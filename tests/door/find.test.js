// The same table that tests/checkin/test_find.py runs: the door finds by name what the desk finds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { holds, searchKey, searchTerms } from "../../static/door/find/names.js";
import { createDelegations, createFinder } from "../../static/door/find/people.js";

const table = JSON.parse(readFileSync(new URL("names.json", import.meta.url), "utf8"));

for (const { name, key } of table.keys) test(`the key of ${name}`, () => assert.equal(searchKey(name), key));

for (const { query, name, found } of table.finds) {
  test(`${query} ${found ? "finds" : "does not find"} ${name}`, () => {
    assert.equal(holds(searchTerms(query).terms, searchKey(name)), found);
  });
}

const city = { ar: "نواذيبو", fr: "Nouadhibou" };
const people = [
  { registration: "1", search: searchKey("محمد ولد سيدي", "Mohamed Ould Sidi").trim(), city, delegation: "Port", phone: "3456", state: "approved" },
  { registration: "2", search: searchKey("Mohammed Salem").trim(), city: "Rosso", delegation: "", phone: "", state: "approved" },
  { registration: "3", search: searchKey("Aminata Sow").trim(), city, delegation: "Port", phone: "0456", state: "approved" },
];
const find = createFinder(people);
const numbers = (text) => find(text).people.map((person) => person.registration);

test("a name in either script, with what it was written with first", () => {
  assert.deepEqual(numbers("محمد"), ["1", "2"]);
  assert.deepEqual(numbers("mohammed"), ["2", "1"]);
});

test("a city, a delegation, and both with a name", () => {
  assert.deepEqual(numbers("nouadhibou"), ["1", "3"]);
  assert.deepEqual(numbers("port"), ["1", "3"]);
  assert.deepEqual(numbers("sow نواذيبو"), ["3"]);
});

test("the end of a phone number, however much of it is typed", () => {
  assert.deepEqual(numbers("456"), ["1", "3"]);
  assert.deepEqual(numbers("22 12 34 56"), ["1"]);
  assert.deepEqual(numbers("٣٤٥٦"), ["1"]);
});

test("nothing typed finds nobody, and a long list says that it was cut", () => {
  assert.deepEqual(find("  "), { people: [], more: false });
  assert.equal(find("nouadhibou", 1).more, true);
});

test("the people of a delegation; no delegation is nobody's", () => {
  const delegationOf = createDelegations(people);
  assert.deepEqual(delegationOf("Port").map((person) => person.registration), ["1", "3"]);
  assert.deepEqual(delegationOf(""), []);
  const replaced = { registration: "4", delegation: "Port", state: "withdrawn" };
  assert.equal(createDelegations([...people, replaced])("Port").length, 2);
});
