// A phone in another time zone: the venue's hours stay first, its own stand beside them.

/** Set the reader's own hours beside each `[data-own-time]`, where their clocks differ from the venue's at that moment. */
export function ownTime(root) {
  const words = root.querySelector("[data-own-words]")?.dataset.ownWords ?? "";
  const language = root.documentElement.lang;
  for (const place of root.querySelectorAll("[data-own-time]")) {
    if (place.querySelector(".own-time")) continue;
    const times = [...place.querySelectorAll("time")].map((one) => one.dateTime);
    if (!times.length || times.every((one) => offset(one) === -new Date(one).getTimezoneOffset())) continue;
    place.append(own(times, words, language));
  }
}

/** Minutes that the venue's clocks are ahead of UTC, as the end of an RFC 3339 moment says. */
function offset(text) {
  const found = /([+-])(\d\d):(\d\d)$/.exec(text);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function own(times, words, language) {
  const made = document.createElement("small");
  made.className = "own-time";
  made.append(isolated(times.map((one) => clock(new Date(one))).join("–")), ` ${words}`);
  const day = weekday(times[0], language);
  if (day) made.append(` (${day})`);
  return made;
}

function isolated(text) {
  const made = document.createElement("bdi");
  made.className = "number";
  made.dir = document.documentElement.dir; // in Arabic the first hour stands right of the second, as the venue's do
  made.textContent = text;
  return made;
}

function clock(moment) {
  return [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The reader's day of the week where it is another than the venue's; else "". */
function weekday(text, language) {
  const here = new Date(text);
  const same = here.getDate() === Number(text.slice(8, 10));
  return same ? "" : new Intl.DateTimeFormat(`${language}-u-nu-latn`, { weekday: "long" }).format(here);
}
