// The hall's screen keeps itself going: from one state of the agenda it knows for two days what runs and what comes.
import { begin } from "./state.js";
import { show } from "./board.js";

const TURN = 12_000; // a turn of a language, or of a page, in milliseconds
const ASK = 20_000; // between two looks for a publication

const body = document.body;
const { event, room, fixed, at } = body.dataset;
const state = begin(event, JSON.parse(document.getElementById("state").textContent), at);
let turn = 0;

function languageNow() {
  const { languages } = state.facts;
  return languages.includes(fixed) ? fixed : languages[turn % languages.length];
}

/** Each language's turn goes round once before the next page comes. */
function step() {
  return Math.floor(turn / (fixed ? 1 : state.facts.languages.length));
}

function draw() {
  show(state, languageNow(), room, step());
}

async function ask() {
  await state.refresh(`/${event}/now.json`);
  draw();
}

draw();
setInterval(draw, 1000);
setInterval(ask, ASK);
addEventListener("online", ask);
setInterval(() => {
  turn += 1;
  draw();
}, TURN);
ask();

// A screen that is switched on again without network shows what it last knew.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(`/${event}/now-worker.js`, { scope: `/${event}/now` }).then(async (registration) => {
    await new Promise((done) => {
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      if (worker.state === "activated") done();
      worker.addEventListener("statechange", () => worker.state === "activated" && done());
    });
    await document.fonts.ready;
    const used = performance.getEntriesByType("resource").map((one) => one.name);
    const kept = used.filter((url) => new URL(url).pathname.startsWith("/static/"));
    registration.active.postMessage({ page: location.href, files: kept });
  });
}
