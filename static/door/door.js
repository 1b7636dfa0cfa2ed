// The door: a code comes in by camera, hand scanner or hand, one scan is made of it, and the answer fills the screen.

import { answer, OVERRIDABLE } from "./answer.js";
import { createCamera } from "./camera.js";
import { suggest } from "./checkpoints.js";
import { warnBeforeClosing } from "./closing.js";
import { canonical, scanned } from "./codes.js";
import { openDoor } from "./core/door.js";
import { createFrames } from "./frames.js";
import { install } from "./install.js";
import { createMessages, pick } from "./messages.js";
import { createScreen } from "./screen.js";
import { createSound } from "./sound.js";
import { createWedge } from "./wedge.js";

const STAYS = 6_000; // an answer on the screen, unless the next scan replaces it
const SUGGEST_EVERY = 30_000;
const UNDOABLE = new Set(["admitted", "already_in", "left", "kept"]);

const config = JSON.parse(document.getElementById("door-config").textContent);
const language = document.documentElement.lang;
const say = createMessages(config.messages);
const screen = createScreen(document.querySelector(".door"), config.icons);
const { part } = screen;
const sound = createSound();

let door = null;
let camera = null;
let over = false; // the pairing has ended: nothing new is scanned, what is unsent is still delivered if it can be
let place = null;
let placeByHand = false;
let direction = "in";
let answered = null; // whose badge the answer on the screen is about
let current = null; // the scan whose answer the screen shows or waits for
let undoable = null; // the last scan that the undo button takes back
let timers = [];

// --- scans ------------------------------------------------------------------------------------------------------

function readByCamera(text) {
  if (sheetIsOpen()) return;
  const code = scanned(text);
  if (!door.isRepeat(code, place, direction)) scan({ code });
}

async function scan(more) {
  if (over) return;
  const result = await door.record({ checkpoint: place, direction, ...more });
  if (!result) return;
  allowUndo(more.corrects ? null : result.line);
  current = result.line;
  tell(result);
}

function undo() {
  const { id, code, registration, checkpoint, direction: way } = undoable;
  scan({ code, registration, checkpoint, direction: way, corrects: id });
}

function admitWithReason(event) {
  event.preventDefault();
  const { code, registration, checkpoint, direction: way } = part("override-sheet").scan;
  part("override-sheet").close();
  scan({ code, registration, checkpoint, direction: way, override: part("reason").value.trim() });
  part("reason").value = "";
}

function typeCode(event) {
  event.preventDefault();
  const code = canonical(part("code").value);
  part("code-error").hidden = code !== null;
  part("code").setAttribute("aria-invalid", String(code === null));
  if (code === null) return;
  part("sheet").close();
  part("code").value = "";
  scan({ code });
}

// --- answers ----------------------------------------------------------------------------------------------------

function tell(result) {
  const { line } = result;
  if (line.id === undoable?.id && !UNDOABLE.has(result.outcome)) allowUndo(null);
  if (line.id !== current?.id) return; // the answer to an older scan: the next person already stands here
  forgetTimers();
  screen.say(say("ready"));
  const { pairing } = door;
  const shown = answer(result, line, say, { language, zone: pairing.event.timezone, placeName });
  const overridable = Boolean(pairing.may_override) && !line.override && OVERRIDABLE.has(result.outcome);
  answered = result.registration ?? null;
  screen.show({ ...shown, overridable, printable: Boolean(pairing.may_print) && answered !== null });
  sound.play(shown.tone);
  timers.push(setTimeout(screen.clear, STAYS));
}

// The tab is opened before the answer is there: browsers open none later, when no finger asked for it.
async function printBadge(event) {
  event.stopPropagation();
  const tab = window.open("", "_blank");
  const file = await door.badge(answered);
  if (file && tab) tab.location = file;
  else tab?.close();
  screen.notice("print", !file && say("not_printed"));
}

function forgetTimers() {
  timers.forEach(clearTimeout);
  timers = [];
}

function allowUndo(line) {
  undoable = line;
  part("undo").disabled = !line;
}

// --- place and direction ----------------------------------------------------------------------------------------

function placeName(key) {
  return pick(door.pairing.checkpoints.find((point) => point.key === key)?.name, language);
}

function choosePlace() {
  if (document.activeElement === part("place")) return; // somebody is choosing
  const suggested = suggest(door.pairing.checkpoints, Date.now());
  const known = door.pairing.checkpoints.some((point) => point.key === place);
  if (!known || !placeByHand) place = suggested;
  const points = door.pairing.checkpoints.map((point) => ({ key: point.key, name: placeName(point.key) }));
  screen.places(points, place, suggested, say("suggested"));
}

function chooseDirection(chosen) {
  direction = chosen;
  screen.direction(chosen);
}

// --- news of the door -------------------------------------------------------------------------------------------

function listenToDoor() {
  door.on("answer", ({ result }) => tell(result));
  door.on("unsent", ({ count, unkept }) => {
    screen.unsent(count);
    screen.notice("storage", unkept > 0 && say("storage_full"));
  });
  door.on("clock", ({ offset, off }) => {
    screen.notice("clock", off && say("clock_off", { minutes: Math.round(Math.abs(offset) / 60_000) }));
  });
  door.on("storage", ({ lost }) => screen.notice("lost", lost && say("storage_lost")));
  door.on("facts", learn);
  door.on("ended", end);
}

function learn({ rehearsal }) {
  screen.notice("rehearsal", rehearsal && say("rehearsal"));
  choosePlace();
}

function end(word) {
  over = true;
  forgetTimers();
  camera?.stop();
  screen.say("");
  screen.notice("camera", "");
  screen.notice("closed", say(word));
  allowUndo(null);
}

function wakeUp() {
  door.send();
  door.sync();
  if (!over) camera.start();
}

// --- camera and sound -------------------------------------------------------------------------------------------

function startCamera() {
  const video = part("video");
  const worker = new Worker(config.worker, { type: "module" });
  const onFailed = () => screen.notice("decoder", say("decoder_failed"));
  createFrames({ video, worker, onCode: readByCamera, onFailed });
  camera = createCamera({ video, onState: cameraChanged });
  camera.start();
}

async function cameraChanged(state) {
  screen.notice("camera", state !== "live" && say(`camera_${state}`));
  part("torch").hidden = !camera.hasTorch();
  part("torch").setAttribute("aria-pressed", "false");
  if (state === "live") screen.cameras(await camera.list(), camera.chosen(), say);
}

async function toggleTorch() {
  const lit = part("torch").getAttribute("aria-pressed") !== "true";
  await camera.setTorch(lit);
  part("torch").setAttribute("aria-pressed", String(lit));
}

function toggleSound() {
  const silent = part("mute").getAttribute("aria-pressed") !== "true";
  sound.mute(silent);
  screen.muted(silent);
}

// --- the page ---------------------------------------------------------------------------------------------------

function sheetIsOpen() {
  return document.querySelector("dialog[open]") !== null;
}

function on(name, event, act) {
  part(name).addEventListener(event, act);
}

function listenToPage() {
  on("place", "change", ({ target }) => {
    placeByHand = true;
    place = target.value;
    target.blur(); // else what a hand scanner types would choose among the places
  });
  for (const button of document.querySelectorAll("[data-direction]")) {
    button.addEventListener("click", () => chooseDirection(button.dataset.direction));
  }
  on("verdict", "click", screen.clear);
  on("unsent", "click", () => door.send());
  on("undo", "click", undo);
  on("type", "click", () => part("sheet").showModal());
  on("sheet-close", "click", () => part("sheet").close());
  on("code-form", "submit", typeCode);
  on("override", "click", () => {
    part("override-sheet").scan = current;
    part("override-sheet").showModal();
  });
  on("print", "click", printBadge);
  on("override-close", "click", () => part("override-sheet").close());
  on("override-form", "submit", admitWithReason);
  on("mute", "click", toggleSound);
  on("torch", "click", toggleTorch);
  on("cameras", "change", ({ target }) => camera.start(target.value));
}

function listenToDevice() {
  const hear = createWedge({ onCode: (text) => scan({ code: scanned(text) }) });
  addEventListener("keydown", (event) => {
    sound.unlock();
    if (!sheetIsOpen() && hear(event)) event.preventDefault();
  });
  addEventListener("pointerdown", sound.unlock);
  addEventListener("online", wakeUp);
  document.addEventListener("visibilitychange", () => (document.hidden ? camera.stop() : wakeUp()));
}

async function start() {
  install();
  door = await openDoor({
    version: config.version,
    lost: () => screen.notice("lost", say("storage_lost")),
    waiting: () => screen.notice("window", say("other_window")),
  });
  screen.notice("window", "");
  if (!door) {
    screen.say("");
    screen.notice("pairing", say("not_paired"));
    return;
  }
  learn(door.pairing);
  chooseDirection(direction);
  listenToPage();
  listenToDevice();
  startCamera();
  listenToDoor();
  warnBeforeClosing(door);
  setInterval(choosePlace, SUGGEST_EVERY);
}

start();
