// Minutes and pixels of the day grid: where a card stands for its hours, and what hours a place stands for.

export const PIXELS = 1.2; // a minute
export const SNAP = 5; // minutes, for a pointer
export const STEP = 15; // minutes, for a key
const DAY = 1440;

/** Hours as a clock shows them, 09:30–10:45, in the reading order of the page (UAX 9); what goes past midnight begins again at 00:00. */
export function hours(starts, ends) {
  const order = globalThis.document?.documentElement.dir === "rtl" ? "\u2067" : "\u2066";
  return `${order}${clock(starts)}\u2060–\u2060${clock(ends)}\u2069`;
}

export function clock(minute) {
  const within = ((minute % DAY) + DAY) % DAY;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** A place moved by so many minutes, its length kept, within the day. */
export function moved(place, minutes) {
  const length = place.ends - place.starts;
  const starts = Math.min(Math.max(0, place.starts + minutes), DAY - SNAP);
  return { ...place, starts, ends: starts + length };
}

/** A place that ends so many minutes later, at least one step long and at most a day. */
export function stretched(place, minutes, least = SNAP) {
  const ends = Math.min(Math.max(place.starts + least, place.ends + minutes), place.starts + DAY);
  return { ...place, ends };
}

/** Minutes rounded to what a pointer can mean. */
export function snapped(minutes) {
  return Math.round(minutes / SNAP) * SNAP;
}

/** True where two places are the same. */
export function same(one, other) {
  return one.starts === other.starts && one.ends === other.ends && one.room === other.room;
}
