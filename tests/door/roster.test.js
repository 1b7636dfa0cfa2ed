import assert from "node:assert/strict";
import { test } from "node:test";

import { newKey } from "../../static/door/core/seal.js";
import { check, opened, page, person, row } from "./memory.js";

const NOW = "2027-01-28T08:00:00.000Z";
const people = (from, to) => Array.from({ length: to - from + 1 }, (_, place) => person(from + place));

test("people are found by both forms of their codes, also after the page is opened again", async () => {
  const first = await opened();
  await first.roster.apply(page([person(1), person(2)], { whole: true, scans: [row("s1", 1)] }), NOW);
  const again = await opened(first);
  for (const { roster, known } of [first, again]) {
    assert.equal(roster.find(check(1)).person.name_latin, "Person 1");
    assert.equal(roster.find(check(2, true)).person.registration, "person-2");
    assert.equal(roster.find(check(3)), null);
    assert.equal(known.scansOf("person-1")[0].device, "Gate B");
    assert.deepEqual({ ...roster.state(), asOf: null }, { people: 2, complete: true, asOf: null, got: 2 });
  }
  assert.equal(again.roster.cursor(), "1");
});

test("a change of one person writes their block alone", async () => {
  const { roster, store } = await opened();
  await roster.apply(page(people(1, 600), { whole: true }), NOW);
  const before = new Map(await store.entries("blocks"));
  await roster.apply(page([person(300, { name_latin: "Changed" })], { cursor: "2" }), NOW);
  const changed = (await store.entries("blocks")).filter(([key, kept]) => before.get(key) !== kept);
  assert.deepEqual(changed.map(([key]) => key), ["1.00001"]);
  assert.equal(before.size, 3);
});

test("a code that was replaced opens no more, and a revoked one says so", async () => {
  const { roster } = await opened();
  await roster.apply(page([person(1)], { whole: true }), NOW);
  const codes = [
    { check: check(1), typed_check: check(1, true), revoked: true },
    { check: check(9), typed_check: check(9, true), revoked: false },
  ];
  await roster.apply(page([person(1, { codes })]), NOW);
  assert.deepEqual([roster.find(check(1)).revoked, roster.find(check(9)).revoked], [true, false]);
  await roster.apply(page([], { gone: ["person-1"] }), NOW);
  assert.deepEqual([roster.find(check(9)), roster.person("person-1"), roster.state().people], [null, null, 0]);
});

test("a roster that comes in pages goes on where it stopped", async () => {
  const first = await opened();
  await first.roster.apply(page(people(1, 300), { whole: true, more: true, cursor: "a" }), NOW);
  const again = await opened(first);
  assert.deepEqual([again.roster.cursor(), again.roster.state().complete, again.roster.state().people], ["a", false, 300]);
  await again.roster.apply(page(people(301, 400), { cursor: "b" }), NOW);
  assert.deepEqual([again.roster.state().complete, again.roster.state().people], [true, 400]);
});

test("while everything comes anew, the old roster serves until the last page", async () => {
  const first = await opened();
  await first.roster.apply(page([person(1), person(2)], { whole: true, scans: [row("s1", 1)] }), NOW);
  await first.roster.apply(page([person(1, { name_latin: "New" })], { whole: true, more: true, cursor: "a" }), NOW);
  assert.equal(first.roster.find(check(1)).person.name_latin, "Person 1");
  const again = await opened(first);
  assert.equal(again.roster.find(check(1)).person.name_latin, "Person 1");
  assert.equal(again.roster.cursor(), "a");
  await again.roster.apply(page([person(3)], { cursor: "b", scans: [row("s2", 3)] }), NOW);
  assert.equal(again.roster.find(check(1)).person.name_latin, "New");
  assert.equal(again.roster.find(check(2)), null);
  assert.deepEqual([again.known.scansOf("person-1"), again.known.scansOf("person-3").length], [[], 1]);
  assert.deepEqual((await first.store.entries("blocks")).map(([key]) => key), ["2.00000"]);
});

test("what could not be written is asked for again", async () => {
  const made = await opened();
  await made.roster.apply(page([person(1)], { whole: true }), NOW);
  const { write } = made.store;
  made.store.write = () => Promise.reject(new Error("QuotaExceededError"));
  await assert.rejects(made.roster.apply(page([person(2)], { cursor: "2" }), NOW));
  assert.equal(made.roster.cursor(), "1");
  made.store.write = write;
  await made.roster.apply(page([person(2)], { cursor: "2" }), NOW);
  assert.equal((await opened(made)).roster.state().people, 2);
});

test("names lie sealed on the disk, and open under no other key", async () => {
  const { roster, store } = await opened();
  await roster.apply(page([person(1, { photo: "data:image/jpeg;base64,AAAA" })], { whole: true }), NOW);
  const disk = JSON.stringify(await store.entries("blocks")) + new TextDecoder().decode((await store.entries("blocks"))[0][1].data);
  assert.doesNotMatch(disk, /Person 1/);
  assert.equal(await roster.photo("person-1"), "data:image/jpeg;base64,AAAA");
  const stranger = await opened({ store, key: await newKey() });
  assert.deepEqual([stranger.roster.state().people, stranger.roster.cursor()], [0, ""]);
});

test("many small pages of scans are joined when the page is opened", async () => {
  const first = await opened();
  await first.roster.apply(page([person(1)], { whole: true }), NOW);
  for (let number = 0; number < 70; number += 1) {
    await first.roster.apply(page([], { cursor: `c${number}`, scans: [row(`s${number}`, 1)] }), NOW);
  }
  const again = await opened(first);
  assert.equal(again.known.scansOf("person-1").length, 70);
  assert.equal((await first.store.entries("known")).length, 1);
  assert.equal((await opened(first)).known.scansOf("person-1").length, 70);
});

test("nothing stays of a roster that is forgotten", async () => {
  const { roster, store } = await opened();
  await roster.apply(page([person(1, { photo: "data:," })], { whole: true, scans: [row("s1", 1)] }), NOW);
  await roster.forget();
  for (const box of ["blocks", "known", "photos"]) assert.deepEqual(await store.entries(box), []);
  assert.deepEqual([roster.state().people, roster.find(check(1))], [0, null]);
});
