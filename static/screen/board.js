// Draws the board in one language: now, next, the clock of the venue, and whether the network is gone.

import { fit } from "./fit.js";

/** Show the state at its present moment; `room` is the key of the one room shown, or ""; `step` counts the pages' turns. */
export function show(state, language, room, step) {
  const { facts } = state;
  const root = document.documentElement;
  root.lang = language;
  root.dir = facts.directions[language];
  const moment = state.now();
  const words = facts.words[language];
  put("title", facts.title[language]);
  put("clock", hour(moment, facts.zone));
  put("day", facts.days[day(moment, facts.zone)]?.[language] ?? "");
  put("statement", facts.statement[language]);
  const lost = document.getElementById("lost");
  lost.hidden = !state.lost;
  if (state.lost) put("lost", words.lost.replace("{hour}", hour(state.heard, facts.zone)));
  const board = document.getElementById("board");
  const drawn = sections(facts, language, room, moment);
  // Nothing is drawn anew that says the same: a screen must not flicker each second.
  const shown = [language, innerWidth, innerHeight, lost.hidden, ...drawn.map((section) => section.outerHTML)];
  const said = shown.join(" ");
  if (board.dataset.said !== said) board.replaceChildren(...drawn);
  else if (board.dataset.step === String(step)) return;
  board.dataset.said = said;
  board.dataset.step = step;
  fit(board, step);
}

function sections(facts, language, room, moment) {
  const words = facts.words[language];
  const here = facts.sessions.filter((one) => !one.cancelled && (room === "" || one.at === room));
  const running = here.filter((one) => Date.parse(one.starts) <= moment && moment < Date.parse(one.ends));
  const begins = Math.min(...here.map((one) => Date.parse(one.starts)).filter((start) => start > moment));
  const next = here.filter((one) => Date.parse(one.starts) === begins);
  const drawn = [];
  if (running.length) drawn.push(section("now", words.now, running, facts, language));
  if (next.length) drawn.push(section("next", nextLabel(begins, moment, facts, language), next, facts, language));
  return drawn.length ? drawn : [element("p", "nothing", words.nothing)];
}

/** Next, and its day where that is not today. */
function nextLabel(begins, moment, facts, language) {
  const date = day(begins, facts.zone);
  const later = date === day(moment, facts.zone) ? "" : facts.days[date]?.[language];
  return [facts.words[language].next, later].filter(Boolean).join(" · ");
}

function section(name, label, sessions, facts, language) {
  const list = element("ul", sessions.length > 4 ? "many" : sessions.length === 1 ? "few" : "");
  list.append(...sessions.map((one) => line(one, facts, language)));
  const made = element("section", name);
  made.append(element("h1", "label", label), list);
  return made;
}

function line(one, facts, language) {
  const hours = element("p", "hours");
  const span = element("bdi", "", `${hour(Date.parse(one.starts), facts.zone)}–${hour(Date.parse(one.ends), facts.zone)}`);
  span.dir = facts.directions[language]; // in Arabic the first hour stands right of the second
  hours.append(span);
  const heard = one.heard[language];
  const place = [one.room[language], heard && facts.words[language].heard.replace("{languages}", heard)];
  const body = element("div", "");
  body.append(element("p", "name", one.title[language]), element("p", "place", place.filter(Boolean).join(" · ")));
  const item = element("li", "");
  item.append(hours, body);
  return item;
}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function put(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}

function hour(moment, zone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

function day(moment, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
}
