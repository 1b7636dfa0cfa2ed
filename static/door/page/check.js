// The check of the day before: the device is tested piece by piece, a person says what only a person can tell, and
// the desk's board gets a light for it.

import * as tests from "./device-tests.js";
import { make } from "./elements.js";

const MARKS = { ok: "mark-go", warn: "mark-wait", bad: "mark-stop" };
const TONES = { ok: "go", warn: "wait", bad: "stop" };

// states: the last of "storage", "clock" and "roster" that the door told. camera() → {state, decoder}.
export function createCheck({ door, part, sheets, say, icon, states, camera, battery, sound, printTest }) {
  let results = {};
  let answer = null;

  async function open() {
    sheets.open("check-sheet");
    await run();
  }

  async function run() {
    results = {};
    part("check-list").replaceChildren();
    part("check-said").textContent = say("check_running");
    part("check-again").hidden = true;
    const { reached, told, milliseconds } = await askServer();
    note("certificate", tests.testCertificate({ secure: isSecureContext, certificate: told?.certificate, now: Date.now() }));
    note("network", tests.testNetwork({ reached, milliseconds }));
    note("roster", tests.testRoster(states("roster")));
    note("storage", tests.testStorage(states("storage")));
    note("clock", tests.testClock(states("clock")));
    note("battery", tests.testBattery(await battery()));
    note("camera", tests.testCamera(camera()));
    sound.unlock();
    sound.play("go");
    note("sound", tests.testBy(await ask("check_heard", () => sound.play("go")), "check_sound_ok", "check_sound_bad"));
    if (door.pairing.may_print) {
      printTest();
      note("printer", tests.testBy(await ask("check_printed", printTest), "check_printer_ok", "check_printer_bad"));
    }
    await finish();
  }

  async function askServer() {
    const began = performance.now();
    const reply = await door.check().catch(() => null);
    return { reached: reply !== null, told: reply && bodyOf(reply), milliseconds: performance.now() - began };
  }

  function note(name, result) {
    results[name] = result;
    const mark = icon(MARKS[result.state], `check-mark ${TONES[result.state]}`);
    const words = make("span", {}, make("strong", { textContent: say(`check_${name}`) }), make("span", { textContent: say(result.word, result.values) }));
    const light = make("span", { class: "visually-hidden", textContent: say(`light_${result.state}`) });
    part("check-list").append(make("li", { class: "check" }, mark, words, light));
    part("check-list").lastElementChild.scrollIntoView({ block: "end" });
  }

  // A question that only who holds the device can answer; `again` does once more what is asked about.
  function ask(word, again) {
    part("check-question").hidden = false;
    part("check-question-text").textContent = say(word);
    part("check-once-more").onclick = again;
    part("check-yes").focus();
    return new Promise((resolve) => (answer = resolve));
  }

  function answered(yes) {
    part("check-question").hidden = true;
    answer?.(yes);
  }

  async function finish() {
    const state = tests.verdict(Object.values(results));
    const told = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.state]));
    const sent = await door.report(told).then(bodyOf, () => null);
    part("check-said").textContent = [say(`check_all_${state}`), say(sent === null ? "check_not_sent" : "check_sent")].join(" ");
    part("check-said").dataset.state = state;
    part("check-again").hidden = false;
  }

  part("check-yes").addEventListener("click", () => answered(true));
  part("check-no").addEventListener("click", () => answered(false));
  part("check-again").addEventListener("click", run);
  part("check-sheet").addEventListener("close", () => (part("check-question").hidden = true));

  return { open };
}

// What the server said; null where it refused.
const bodyOf = ({ status, body }) => (status === 200 || status === 204 ? (body ?? {}) : null);
