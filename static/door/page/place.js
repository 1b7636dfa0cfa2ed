// Where this door stands: chosen by the clock, said in large letters, changed by hand; and how many are inside.

import { suggest } from "../checkpoints.js";
import { clockTime, pick } from "../messages.js";
import { make } from "./elements.js";

const LONG_NAME = 30;
const CARD_STAYS = 5_000;
const FULL = 0.95; // of a room's capacity: from then on the count stands out

// onPlace(key) hears every change.
export function createPlace({ door, part, sheets, say, language, onPlace }) {
  let key = null;
  let byHand = false;
  let direction = "in";
  let timer = null;

  const points = () => door.pairing.checkpoints;
  const point = (wanted = key) => points().find((one) => one.key === wanted);
  const name = (wanted) => pick(point(wanted)?.name, language);
  const time = (moment) => clockTime(moment, door.pairing.event.timezone);
  // One piece in the reading order of the page (UAX 9), as everywhere in the program.
  const order = document.documentElement.dir === "rtl" ? "\u2067" : "\u2066";
  const hours = (one) => (one?.starts && one?.ends ? `${order}${time(one.starts)}\u2060–\u2060${time(one.ends)}\u2069` : "");
  const ways = () => door.pairing.directions ?? ["in", "out"];
  const bothWays = (one) => ways().length > 1 && one?.both_ways !== false;

  // Follows the clock until somebody chose by hand; then it only says what the clock would choose.
  function follow(now = Date.now()) {
    const suggested = suggest(points(), now);
    if (!point() || (!byHand && suggested !== key)) set(suggested);
    part("place-clock").hidden = suggested === key;
    part("place-clock-name").textContent = name(suggested);
    part("place-clock").value = suggested;
    show();
  }

  function set(chosen, way = direction) {
    key = chosen;
    const allowed = bothWays(point()) ? ["in", "out"] : ways().slice(0, 1);
    direction = allowed.includes(way) ? way : allowed[0];
    show();
    card();
    onPlace(key, direction);
  }

  function show() {
    part("place-name").textContent = name(key);
    part("place-way").textContent = say(direction === "in" ? "way_in" : "way_out");
    part("place").classList.toggle("out", direction === "out");
    count();
  }

  // In large letters for a while; the next scan does not wait for it.
  function card() {
    part("place-card-name").textContent = name(key);
    part("place-card-name").classList.toggle("long", name(key).length > LONG_NAME);
    part("place-card-when").textContent = [hours(point()), pick(point()?.room?.name ?? point()?.room, language)].filter(Boolean).join(" · ");
    part("place-card-way").textContent = say(direction === "in" ? "way_in" : "way_out");
    part("place-card").hidden = false;
    clearTimeout(timer);
    timer = setTimeout(hideCard, CARD_STAYS);
  }

  function hideCard() {
    part("place-card").hidden = true;
  }

  // How many are inside across all gates, as far as it is known here.
  function count() {
    const { inside, asOf } = door.inside(key) ?? {};
    const { capacity } = point() ?? {};
    const known = Number.isInteger(inside);
    part("inside").hidden = !known;
    if (!known) return;
    part("inside-count").textContent = capacity ? `${inside} / ${capacity}` : inside;
    part("inside-at").textContent = asOf ? say("as_of", { time: time(asOf) }) : "";
    part("inside").classList.toggle("full", Boolean(capacity) && inside >= capacity * FULL);
  }

  function open() {
    part("place-list").replaceChildren(...points().map(row));
    sheets.open("place-sheet");
  }

  function row(one) {
    const suggested = suggest(points(), Date.now()) === one.key;
    const facts = [hours(one), suggested && say("by_the_clock")].filter(Boolean).join(" · ");
    const label = make("span", { class: "place-words" }, make("strong", { textContent: pick(one.name, language) }), facts && make("span", {}, make("bdi", { textContent: facts })));
    const way = (wanted, word) => {
      const chosen = one.key === key && direction === wanted;
      const on = { click: () => choose(one.key, wanted) };
      return make("button", { type: "button", class: "button button-quiet", data: { way: wanted }, aria: { pressed: chosen }, textContent: say(word), on });
    };
    const buttons = bothWays(one) ? [way("in", "way_in"), way("out", "way_out")] : [way(ways()[0], ways()[0] === "in" ? "way_in" : "way_out")];
    return make("li", { class: "place-row", data: { place: one.key } }, label, make("span", { class: "place-ways" }, ...buttons));
  }

  function choose(chosen, way) {
    byHand = chosen !== suggest(points(), Date.now());
    sheets.close();
    set(chosen, way);
    follow();
  }

  part("place").addEventListener("click", open);
  part("place-card-change").addEventListener("click", open);
  part("place-clock").addEventListener("click", ({ currentTarget }) => choose(currentTarget.value, "in"));

  return { follow, count, open, hideCard, name, key: () => key, direction: () => direction };
}
