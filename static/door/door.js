// The door's page: what is read by camera, hand scanner, photo or hand becomes a scan, and its answer fills the screen.

import { answer, answerToMany } from "./answer.js";
import { warnBeforeClosing } from "./closing.js";
import { scanned } from "./codes.js";
import { readBattery } from "./core/battery.js";
import { openDoor } from "./core/door.js";
import { install } from "./install.js";
import { createMessages } from "./messages.js";
import { createBlankBadge } from "./page/blank-badge.js";
import { createCheck } from "./page/check.js";
import { createDelegation } from "./page/delegation.js";
import { createDeskCall } from "./page/desk-call.js";
import { createIcons } from "./page/elements.js";
import { createEyes } from "./page/eyes.js";
import { createFind } from "./page/find.js";
import { createKiosk } from "./page/kiosk.js";
import { createLight } from "./page/light.js";
import { createMore } from "./page/more.js";
import { createPeople } from "./page/people.js";
import { createPerson } from "./page/person.js";
import { createPlace } from "./page/place.js";
import { createRecent } from "./page/recent.js";
import { createScans } from "./page/scans.js";
import { createSheets } from "./page/sheets.js";
import { createSign } from "./page/sign.js";
import { createUndo } from "./page/undo.js";
import { createUnsent } from "./page/unsent.js";
import { createWalkIn } from "./page/walk-in.js";
import { createScreen } from "./screen.js";
import { createSound } from "./sound.js";
import { createWedge } from "./wedge.js";

const STAYS = 6_000; // an answer on the screen, unless the next scan replaces it
const ASKS_FOR = 30_000; // a question waits longer
const LOOK_EVERY = 15_000;
const COUNT_AFTER = 300; // all who are inside are counted when the answer stands

const config = JSON.parse(document.getElementById("door-config").textContent);
const language = document.documentElement.lang;
const say = createMessages(config.messages);
const root = document.querySelector(".door");
const screen = createScreen(root, config.icons);
const { part } = screen;
const icon = createIcons(config.icons);
const sound = createSound();
const light = createLight();

function begin(door) {
  const sheets = createSheets(root);
  const zone = () => door.pairing.event.timezone;
  const people = createPeople({ language, zone, say, icon });
  const at = () => place.key();
  const common = { door, part, sheets, people, say, icon, language, zone, place: at };
  const last = {};
  let over = false;
  let current = null; // {line, result} on the screen
  let timer = null;

  const scans = createScans({ door, asked: () => ({ checkpoint: at(), direction: kiosk.isOn() ? "in" : place.direction() }), onWaiting, onAnswer, onDone });
  const eyes = createEyes({ worker: new Worker(config.worker, { type: "module" }), part, screen, say, onCode: readByCamera, sleeps: () => !kiosk.isOn() });
  const undo = createUndo({ ...undoParts(part), say, onUndo: scans.undo, onList: () => recent.open() });
  const place = createPlace({ ...common, onPlace: () => undo.forget() });
  const recent = createRecent({ ...common, placeName: place.name, onUndo: (line, reason) => scans.undo([line], reason) });
  const deskCall = createDeskCall({ ...common, onOverride: (line, override) => scan({ ...who(line), override }) });
  const blank = createBlankBadge({ ...common, screen, sound, onGiven: scan });
  const walkIn = createWalkIn({ ...common, onReady: awaitBadge });
  const delegation = createDelegation({ ...common, onAdmit: admitAll });
  const sign = createSign(common);
  const person = createPerson({ ...common, direction: place.direction, onSign: sign.open, onAdmit: admit, onDelegation: delegation.open, onReplace: walkIn.open });
  const find = createFind({ ...common, onCode: (code) => { sheets.close(); read(code); }, onPerson: person.open });
  const kiosk = createKiosk({ ...common, languages: config.greetings, onPrint: printBadge, onTurn: eyes.turn });
  const check = createCheck({ ...common, states: (name) => last[name] ?? {}, camera: eyes.state, battery: readBattery, sound, printTest: () => window.print() });
  createUnsent(common);
  createMore({ ...common, sound, screen, light, onPhoto: readPhoto, onCheck: check.open, onKiosk: kiosk.ask, onLeft: () => location.reload() });

  // --- what is read -----------------------------------------------------------------------------------------------

  function readByCamera(text) {
    if (sheets.isOpen()) return;
    const code = scanned(text);
    if (!door.isRepeat(code, at(), place.direction())) read(code);
  }

  function read(code) {
    if (blank.isAwaited()) return blank.give(code);
    return scan({ code });
  }

  async function readPhoto(file) {
    sheets.close();
    screen.say(say("photo_reading"));
    const text = await eyes.photo(file);
    screen.say(say("ready"));
    if (text) return read(scanned(text));
    return screen.notice("photo", say("photo_nothing"));
  }

  function scan(what) {
    if (!over) scans.scan(what);
  }

  function admit({ registration }) {
    sheets.close();
    scan({ registration });
  }

  function admitAll(members) {
    sheets.close();
    if (!over && members.length) scans.scanAll(members);
  }

  function awaitBadge(written) {
    sheets.close();
    blank.wait(written);
  }

  // --- answers ----------------------------------------------------------------------------------------------------

  function onWaiting() {
    clearTimeout(timer);
    place.hideCard();
    screen.notice("photo", "");
    screen.clear();
    screen.sayWaiting(say("checking"));
  }

  async function onAnswer(line, result) {
    screen.say(say("ready"));
    if (!result) return;
    current = { line, result };
    setTimeout(place.count, COUNT_AFTER);
    if (kiosk.isOn()) {
      sound.play(result.outcome === "admitted" || result.outcome === "already_in" ? "go" : "wait");
      return kiosk.answer(result);
    }
    const shown = line.together
      ? answerToMany(result, say, language)
      : answer(result, line, say, { language, zone: zone(), placeName: place.name });
    screen.show(shown, offered(line, result, shown));
    sound.play(shown.tone);
    timer = setTimeout(screen.clear, result.ask && !line[result.ask] ? ASKS_FOR : STAYS);
    const photo = result.registration && !shown.photo ? await door.photo(result.registration) : "";
    if (photo && current.result === result) screen.photo(photo);
  }

  function offered(line, result, shown) {
    if (line.together) return shown.stranded ? ["desk"] : [];
    const asked = result.ask && !line[result.ask];
    const others = result.outcome === "admitted" && !asked && result.person ? door.delegation(result.person.delegation) : [];
    return [
      asked && "confirm",
      shown.stranded && "desk",
      result.outcome === "unknown" && "find",
      result.outcome === "unknown" && door.pairing.may_walk_in && "walk-in",
      door.pairing.may_print && result.registration && !asked && !shown.stranded && !line.corrects && "print",
      door.pairing.may_sign && inNow(result) && !line.corrects && !asked && "sign",
      others.length > 1 && "delegation",
    ].filter(Boolean);
  }

  const inNow = ({ outcome, registration }) => registration && (outcome === "admitted" || outcome === "already_in");

  function onDone(lines) {
    if (lines.length) undo.offer(lines);
    else undo.forget();
  }

  const who = ({ code, registration, checkpoint, direction }) => ({ ...(code ? { code } : { registration }), checkpoint, direction });

  const acts = {
    confirm: () => scan({ ...who(current.line), [current.result.ask]: true }),
    desk: () => deskCall.open(current.line, current.result),
    find: () => find.open(),
    "walk-in": () => walkIn.open(),
    sign: () => sign.open(current.result.person ?? door.person(current.result.registration)),
    print: () => printBadge(current.result.registration),
    delegation: () => delegation.open(current.result.person.delegation),
  };

  // The tab is opened before the answer is there: browsers open none later, when no finger asked for it.
  async function printBadge(registration) {
    const tab = window.open("", "_blank");
    const file = await door.badge(registration);
    if (file && tab) tab.location = file;
    else tab?.close();
    screen.notice("print", !file && say("not_printed"));
    return file ? tab : null;
  }

  // --- news -------------------------------------------------------------------------------------------------------

  function listenToDoor() {
    for (const name of ["storage", "clock", "roster", "network"]) door.on(name, (news) => (last[name] = news));
    door.on("facts", (pairing) => {
      screen.rehearsal(Boolean(pairing.rehearsal));
      place.follow();
    });
    door.on("answer", ({ line, result }) => line.id === current?.line.id && onAnswer(line, result));
    door.on("unsent", ({ count, unkept }) => {
      screen.unsent(count);
      screen.notice("storage", unkept > 0 && say("storage_full"));
    });
    door.on("clock", ({ offset, off }) => screen.notice("clock", off && say("clock_off", { minutes: Math.round(Math.abs(offset) / 60_000) })));
    door.on("roster", ({ complete, people: count }) => {
      screen.notice("roster", !complete && say("roster_coming", { count: count ?? 0 }));
      place.count();
    });
    door.on("storage", ({ lost, low }) => screen.notice("lost", (lost && say("storage_lost")) || (low && say("check_storage_low"))));
    door.on("ended", end);
  }

  function end(word) {
    over = true;
    eyes.stop();
    undo.forget();
    blank.drop();
    screen.notice("camera", "");
    screen.notice("roster", "");
    screen.say("");
    screen.notice("ended", say(word in config.messages ? word : "ended"));
  }

  function listenToPage() {
    part("verdict").addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]");
      if (act) acts[act.dataset.act]();
      else screen.clear();
    });
    part("find").addEventListener("click", () => find.open());
    part("walk-in").addEventListener("click", () => walkIn.open());
    part("walk-in-find").addEventListener("click", () => find.open());
    part("pending-type").addEventListener("click", () => find.open());
    part("place-card").addEventListener("click", place.hideCard);
  }

  function listenToDevice() {
    const hear = createWedge({ onCode: (text) => read(scanned(text)) });
    screen.notice("sound", !sound.isOpen() && say("sound_touch"));
    const touched = () => {
      sound.unlock();
      screen.notice("sound", "");
      if (!over) eyes.wake();
    };
    addEventListener("keydown", (event) => {
      touched();
      if (sheets.isOpen()) return;
      if (hear(event)) event.preventDefault();
      else if (event.key === "Escape") screen.clear();
    });
    addEventListener("pointerdown", touched);
    addEventListener("online", () => door.send());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return eyes.stop();
      door.sync();
      return over || eyes.start();
    });
    setInterval(place.follow, LOOK_EVERY);
  }

  warnBeforeClosing(door);
  install({ idle: () => !blank.isAwaited() && part("verdict").hidden && !sheets.isOpen() });
  place.follow();
  screen.rehearsal(Boolean(door.pairing.rehearsal));
  screen.say(say("ready"));
  listenToPage();
  listenToDevice();
  listenToDoor();
  if (over) return;
  if (kiosk.isOn()) kiosk.show();
  else eyes.start();
}

function undoParts(find) {
  return { button: find("undo"), number: find("undo-number"), word: find("undo-word"), icon: find("undo-icon") };
}

async function start() {
  const door = await openDoor({
    version: config.version,
    lost: ({ unsent }) => screen.notice("lost", say("storage_gone", { count: unsent ?? 0 })),
    waiting: () => {
      root.classList.add("unpaired");
      screen.notice("window", say("other_window"));
    },
  });
  screen.notice("window", "");
  root.classList.remove("unpaired");
  if (door) return begin(door);
  install();
  screen.say("");
  root.classList.add("unpaired");
  return screen.notice("pairing", say("not_paired"));
}

start();
