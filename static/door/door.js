// The door: a code comes in by camera, hand scanner or hand, one scan is made of it, and the answer fills the screen.

import { answer } from "./answer.js";
import { createCamera } from "./camera.js";
import { suggest } from "./checkpoints.js";
import { canonical, scanned } from "./codes.js";
import { createFrames } from "./frames.js";
import { newId } from "./ids.js";
import { createMessages, pick } from "./messages.js";
import { loadPairing, refreshPairing } from "./pairing.js";
import { createQueue } from "./queue.js";
import { createRepeat } from "./repeat.js";
import { createScreen } from "./screen.js";
import { createServer } from "./server.js";
import { createSound } from "./sound.js";
import { createWedge } from "./wedge.js";

const STAYS = 6_000; // an answer on the screen, unless the next scan replaces it
const PATIENCE = 3_000; // waiting for the server, before a person has to decide
const SUGGEST_EVERY = 30_000;
const REFRESH_EVERY = 60_000;
const CLOCK_OFF = 2 * 60_000;
const UNDOABLE = new Set(["admitted", "already_in", "left", "kept"]);

const config = JSON.parse(document.getElementById("door-config").textContent);
const language = document.documentElement.lang;
const say = createMessages(config.messages);
const screen = createScreen(document.querySelector(".door"), config.icons);
const { part } = screen;
const sound = createSound();
const isRepeat = createRepeat();

let pairing = loadPairing(localStorage);
let place = null;
let placeByHand = false;
let direction = "in";
let lastScan = null;
let current = null; // the id of the scan whose answer the screen shows or waits for
let timers = [];
let server = null;
let queue = null;
let camera = null;

function read(text, source) {
  const code = scanned(text);
  if (source === "camera" && isRepeat(code, `${place} ${direction}`, performance.now())) return;
  scan({ code });
}

function scan(more) {
  if (!queue || queue.closed()) return;
  const at = new Date();
  const line = { id: newId(at.getTime()), checkpoint: place, direction, at: at.toISOString(), ...more };
  wait(line);
  setLast(line.corrects ? null : line);
  queue.add(line);
}

function wait(line) {
  forgetTimers();
  current = line.id;
  screen.clear();
  screen.say(say("checking"));
  timers.push(setTimeout(() => tell(line, { outcome: "kept" }), PATIENCE));
}

function tell(line, result) {
  if (line.id === lastScan?.id && !UNDOABLE.has(result.outcome)) setLast(null);
  if (line.id !== current) return; // the answer to an older scan: the next person already stands here
  forgetTimers();
  screen.say(say("ready"));
  const shown = answer(result, line, say, { language, zone: pairing.event.timezone, placeName });
  screen.show(shown);
  sound.play(shown.tone);
  timers.push(setTimeout(screen.clear, STAYS));
}

function forgetTimers() {
  timers.forEach(clearTimeout);
  timers = [];
}

function setLast(line) {
  lastScan = line;
  part("undo").disabled = !line;
}

function undo() {
  if (lastScan) scan({ code: lastScan.code, checkpoint: lastScan.checkpoint, direction: lastScan.direction, corrects: lastScan.id });
}

function placeName(key) {
  const point = pairing.checkpoints.find((each) => each.key === key);
  return point ? pick(point.name, language) : "";
}

function choosePlace() {
  const suggested = suggest(pairing.checkpoints, Date.now());
  const known = pairing.checkpoints.some((point) => point.key === place);
  if (!known || !placeByHand) place = suggested;
  const points = pairing.checkpoints.map((point) => ({ key: point.key, name: placeName(point.key) }));
  screen.places(points, place, suggested, say("suggested"));
}

function chooseDirection(chosen) {
  direction = chosen;
  screen.direction(chosen);
}

async function send(lines) {
  const reply = await server.sendScans(lines);
  if (reply.serverTime) {
    const minutes = Math.round(Math.abs(Date.parse(reply.serverTime) - Date.now()) / 60_000);
    screen.notice("clock", minutes * 60_000 >= CLOCK_OFF && say("clock_off", { minutes }));
  }
  return reply;
}

function queueChanged({ unsent, closed, unkept }) {
  screen.unsent(unsent);
  screen.notice("storage", unkept > 0 && say("storage_full"));
  screen.notice("closed", closed && say(closed));
  if (closed) shut();
}

function shut() {
  forgetTimers();
  screen.say(say("ready"));
  camera?.stop();
}

async function refresh() {
  const reply = await server.readDoor().catch(() => null);
  if (reply?.status === 401) queue.close();
  if (reply?.status !== 200) return;
  pairing = refreshPairing(localStorage, reply.body);
  screen.notice("rehearsal", pairing.rehearsal && say("rehearsal"));
  choosePlace();
}

function startCamera() {
  const video = part("video");
  const worker = new Worker(config.worker, { type: "module" });
  const onFailed = () => screen.notice("decoder", say("decoder_failed"));
  createFrames({ video, worker, onCode: (text) => read(text, "camera"), onFailed });
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

function toggleSound() {
  const silent = part("mute").getAttribute("aria-pressed") !== "true";
  sound.mute(silent);
  screen.muted(silent);
}

function listen() {
  const hearWedge = createWedge({ onCode: (text) => read(text, "wedge") });
  addEventListener("keydown", (event) => {
    sound.unlock();
    const ended = !part("sheet").open && hearWedge(event);
    if (ended) event.preventDefault();
  });
  addEventListener("pointerdown", sound.unlock);
  addEventListener("online", () => queue.wake());
  document.addEventListener("visibilitychange", () => (document.hidden ? camera.stop() : wakeUp()));
  part("place").addEventListener("change", (event) => {
    placeByHand = true;
    place = event.target.value;
    event.target.blur(); // else what a hand scanner types would choose among the places
  });
  for (const button of document.querySelectorAll("[data-direction]")) {
    button.addEventListener("click", () => chooseDirection(button.dataset.direction));
  }
  part("verdict").addEventListener("click", screen.clear);
  part("unsent").addEventListener("click", () => queue.wake());
  part("undo").addEventListener("click", undo);
  part("type").addEventListener("click", () => part("sheet").showModal());
  part("sheet-close").addEventListener("click", () => part("sheet").close());
  part("code-form").addEventListener("submit", typeCode);
  part("mute").addEventListener("click", toggleSound);
  part("torch").addEventListener("click", toggleTorch);
  part("cameras").addEventListener("change", (event) => camera.start(event.target.value));
}

function wakeUp() {
  if (queue.closed()) return;
  camera.start();
  queue.wake();
  refresh();
}

function start() {
  if (!pairing) return screen.notice("pairing", say("not_paired"));
  server = createServer(pairing);
  queue = createQueue({ storage: localStorage, event: pairing.event.slug, send, onResult: tell, onChange: queueChanged });
  choosePlace();
  chooseDirection("in");
  startCamera();
  listen();
  queue.wake();
  refresh();
  setInterval(choosePlace, SUGGEST_EVERY);
  setInterval(refresh, REFRESH_EVERY);
  return undefined;
}

start();
