// Self check-in: the front camera, a greeting in the delegate's own language, the badge to print; out by a number only.

import { namesOf } from "../answer.js";
import { createMessages } from "../messages.js";
import { bdi, make } from "./elements.js";
import { createPin, newLock } from "./pin.js";

const KEPT = "door.kiosk";
const STAYS = 8_000;
const GREETED = { admitted: "kiosk_welcome", already_in: "kiosk_back", left: "kiosk_goodbye" };

// languages: {ar: its messages, fr: …, en: …}. onPrint(registration); onTurn(side) turns the camera.
export function createKiosk({ door, part, sheets, say, languages, storage = localStorage, onPrint, onTurn }) {
  let lock = JSON.parse(storage.getItem(KEPT) ?? "null"); // a reload is no way out
  let opens = lock && createPin(lock);
  let timer = null;
  let greeted = null;

  const isOn = () => lock !== null;
  const own = (language) => createMessages(languages[language]);

  async function begin(pin) {
    lock = door.pairing.kiosk ?? (await newLock(pin));
    storage.setItem(KEPT, JSON.stringify(lock));
    opens = createPin(lock);
    show();
  }

  function show() {
    part("kiosk").hidden = !isOn();
    document.documentElement.classList.toggle("kiosk-on", isOn());
    if (isOn()) invite();
    onTurn(isOn() ? "user" : "environment");
  }

  function invite() {
    clearTimeout(timer);
    greeted = null;
    part("kiosk").classList.remove("go", "wait");
    part("kiosk-print").hidden = true;
    const order = [document.documentElement.lang, ...Object.keys(languages)];
    const lines = [...new Set(order)].map((language) => line(language, own(language)("kiosk_invite"), "kiosk-line"));
    part("kiosk-words").replaceChildren(...lines);
  }

  // What a delegate sees is never red: who is not let in is led to a person.
  function answer(result) {
    const person = result.person ?? {};
    const language = person.language in languages ? person.language : document.documentElement.lang;
    const words = own(language);
    const word = GREETED[result.outcome];
    const lines = [line(language, words(word ?? "kiosk_desk"), "kiosk-word")];
    if (word) lines.push(make("p", { class: "kiosk-name" }, ...namesOf(person, language).map(bdi)));
    part("kiosk").classList.toggle("go", Boolean(word));
    part("kiosk").classList.toggle("wait", !word);
    part("kiosk-words").replaceChildren(...lines);
    greeted = result.registration;
    part("kiosk-print").hidden = !(word && door.pairing.may_print && greeted);
    part("kiosk-print").lang = language;
    part("kiosk-print-word").textContent = words("kiosk_print");
    clearTimeout(timer);
    timer = setTimeout(invite, STAYS);
  }

  function line(language, text, name) {
    return make("p", { class: name, lang: language, dir: language === "ar" ? "rtl" : "ltr", textContent: text });
  }

  async function leave(event) {
    event.preventDefault();
    const field = part("kiosk-pin");
    const right = await opens(field.value);
    field.value = "";
    part("kiosk-pin-fault").hidden = right === true;
    part("kiosk-pin-fault-text").textContent = say(right === null ? "pin_wait" : "pin_wrong");
    if (right !== true) return;
    storage.removeItem(KEPT);
    lock = null;
    sheets.close();
    show();
  }

  function ask() {
    const byDesk = Boolean(door.pairing.kiosk);
    part("kiosk-start-form").reset();
    part("kiosk-new-pin").closest(".field").hidden = byDesk;
    part("kiosk-new-pin").required = !byDesk;
    sheets.open("kiosk-start-sheet");
  }

  part("kiosk-start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    sheets.close();
    begin(part("kiosk-new-pin").value);
  });
  part("kiosk-leave").addEventListener("click", () => {
    part("kiosk-pin-fault").hidden = true;
    sheets.open("kiosk-pin-sheet");
  });
  part("kiosk-pin-form").addEventListener("submit", leave);
  part("kiosk-print").addEventListener("click", () => onPrint(greeted));

  return { ask, isOn, answer, show };
}
