// The day grid: sessions moved and stretched by mouse, touch and keyboard. Without it the page is a list with links
// to a form that does the same; the server decides, this only shows.
import { ask } from "./grid/ask.js";
import { layOut, place, placeOf, roomOf, rooms } from "./grid/layout.js";
import { follow } from "./grid/pointer.js";
import { hours, moved, same, STEP, stretched } from "./grid/scale.js";
import { drop, renew } from "./grid/server.js";

let grid = document.getElementById("day-grid");
let ending = new AbortController(); // lets go of the window when the grid is another one
let moving = null; // {card, seen, now}: what is on its way and not saved
const said = document.querySelector("[data-grid-said]");

function say(words) {
  said.textContent = words;
}

function start() {
  layOut(grid);
  for (const card of grid.querySelectorAll(".grid-card:not([data-fixed])")) addHandles(card);
  ending.abort();
  ending = new AbortController();
  follow(grid, { begin, show, finish: save, giveUp }, ending.signal);
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("focusout", (event) => {
    const leaves = moving && moving.card.contains(event.target) && !moving.card.contains(event.relatedTarget);
    if (leaves && event.relatedTarget) giveUp();
  });
}

function addHandles(card) {
  const handle = document.createElement("span");
  handle.className = "grid-handle";
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⠿";
  const edge = document.createElement("span");
  edge.className = "grid-stretch";
  edge.setAttribute("aria-hidden", "true");
  card.append(handle, edge);
}

function begin(card) {
  if (moving && moving.card !== card) giveUp();
  moving ??= { card, seen: placeOf(card), now: placeOf(card) };
  card.classList.add("grid-card-moving");
}

function show(where) {
  moving.now = where;
  const room = roomOf(grid, where.room);
  if (moving.card.closest(".grid-room") !== room) putInto(room);
  place(moving.card, where, grid);
  moving.card.querySelector(".grid-card-hours bdi").textContent = hours(where.starts, where.ends);
  announce(where, room);
}

// A node that is moved loses focus, and with it the keyboard's place.
function putInto(room) {
  const held = moving;
  const focused = held.card.contains(document.activeElement) ? document.activeElement : null;
  moving = null;
  room.querySelector(".grid-cards").append(held.card);
  moving = held;
  focused?.focus();
}

function announce(where, room) {
  const title = moving.card.querySelector(".grid-card-title").textContent.trim();
  const words = { title, hours: hours(where.starts, where.ends), room: room.dataset.name };
  say(grid.dataset.at.replace(/\{(\w+)\}/g, (_all, name) => words[name]));
}

function giveUp() {
  if (!moving) return;
  show(moving.seen);
  moving.card.classList.remove("grid-card-moving");
  moving = null;
  say(grid.dataset.givenUp);
}

async function save() {
  if (!moving) return;
  const { card, seen, now } = moving;
  if (same(seen, now)) return giveUp();
  const key = card.dataset.key;
  moving = null;
  let answer = await drop(grid, key, seen, now);
  if (answer?.code === "clashing" || answer?.code === "blocked") {
    const reason = await ask(answer.words, answer.details, answer.code === "clashing");
    answer = reason ? await drop(grid, key, seen, now, reason) : { words: grid.dataset.givenUp };
  } else if (answer && answer.code !== "saved" && answer.details?.length) {
    await ask(answer.words, answer.details, false);
  }
  const words = answer ? (answer.words ?? grid.dataset.lost) : grid.dataset.lost;
  const fresh = await renew(grid);
  if (fresh === grid) {
    moving = { card, seen, now };
    giveUp();
  } else {
    grid = fresh;
    start();
  }
  say(words);
  [...grid.querySelectorAll(".grid-card")].find((one) => one.dataset.key === key)?.querySelector(".grid-card-title")?.focus();
}

function onKey(event) {
  const card = event.target.closest(".grid-card");
  if (!card || card.dataset.fixed !== undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  if (moving && event.key === "Escape") giveUp();
  else if (moving && event.key === "Enter") save();
  else if (event.key.startsWith("Arrow")) byArrow(card, event.key, event.shiftKey);
  else return;
  event.preventDefault();
}

function byArrow(card, key, stretching) {
  begin(card);
  const where = moving.now;
  const down = { ArrowUp: -STEP, ArrowDown: STEP }[key];
  if (stretching) {
    if (down) show(stretched(where, down));
  } else if (down) {
    show(moved(where, down));
  } else {
    const listed = rooms(grid);
    const towards = (key === "ArrowLeft") === (document.dir === "rtl") ? 1 : -1;
    const at = listed.findIndex((room) => room.dataset.room === where.room) + towards;
    if (listed[at]) show({ ...where, room: listed[at].dataset.room });
  }
}

start();
