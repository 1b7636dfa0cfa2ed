// Words in the visitor's language, handed in by the page; values are set apart, so that a Latin name or an hour
// inside Arabic keeps its own direction.

const APART = ["\u2068", "\u2069"]; // first strong isolate, pop directional isolate

export function createMessages(catalogue) {
  return function say(key, values = {}) {
    if (!(key in catalogue)) throw new Error(`the page hands in no message "${key}"`);
    return catalogue[key].replace(/%\((\w+)\)s/g, (_, name) => APART.join(String(values[name])));
  };
}

// A text in several languages as the visitor reads it: the page's language, else any; a plain text as it is.
export function pick(texts, language) {
  if (typeof texts === "string") return texts;
  return texts?.[language] || Object.values(texts ?? {}).find(Boolean) || "";
}

// Hours and minutes in the event's zone, on 24 hours in every language.
export function clockTime(moment, zone) {
  if (!clocks.has(zone)) clocks.set(zone, new Intl.DateTimeFormat("en-GB", { ...HOURS, timeZone: zone }));
  return clocks.get(zone).format(new Date(moment));
}

// Year, month and day in the event's zone, as digits.
export function clockDay(moment, zone) {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone };
  return new Intl.DateTimeFormat("en-CA", parts).format(new Date(moment));
}

const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const clocks = new Map(); // by zone: one takes a slow phone as long to make as to lay out an answer
