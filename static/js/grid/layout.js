// Sets the rooms' lists to scale. Positions go through the CSSOM: the page's policy allows no style attributes.
import { PIXELS } from "./scale.js";

const SHORT = 50; // minutes that are too low for a second line

/** Put every card and hour of the grid where its minutes are; without this it is a list by time. */
export function layOut(grid) {
  const first = Number(grid.dataset.first);
  const last = Number(grid.dataset.last);
  grid.classList.add("day-grid-live");
  grid.style.setProperty("--hour", `${60 * PIXELS}px`);
  for (const list of grid.querySelectorAll(".grid-cards, .grid-hours")) {
    list.style.blockSize = `${(last - first) * PIXELS}px`;
  }
  for (const hour of grid.querySelectorAll(".grid-hours li")) {
    hour.style.insetBlockStart = `${(Number(hour.dataset.minute) - first) * PIXELS}px`;
  }
  for (const card of grid.querySelectorAll(".grid-card")) place(card, placeOf(card), grid);
}

/** What a card says of itself. */
export function placeOf(card) {
  return {
    starts: Number(card.dataset.starts),
    ends: Number(card.dataset.ends),
    room: card.closest(".grid-room").dataset.room,
  };
}

/** Show a card at a place: minutes down, its lane across. */
export function place(card, where, grid) {
  const first = Number(grid.dataset.first);
  const lanes = Number(card.dataset.lanes);
  card.style.insetBlockStart = `${(where.starts - first) * PIXELS}px`;
  card.style.blockSize = `${(where.ends - where.starts) * PIXELS - 2}px`;
  card.classList.toggle("grid-card-short", where.ends - where.starts < SHORT);
  card.style.insetInlineStart = `${(Number(card.dataset.lane) / lanes) * 100}%`;
  card.style.inlineSize = `${100 / lanes}%`;
}

/** The room's column. */
export function roomOf(grid, key) {
  return [...grid.querySelectorAll(".grid-room")].find((room) => room.dataset.room === key);
}

/** The columns in reading order. */
export function rooms(grid) {
  return [...grid.querySelectorAll(".grid-room")];
}
