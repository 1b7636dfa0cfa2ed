// Self check-in: the front camera, a greeting in the delegate's own language, the badge to print; out by a number only.

import { namesOf } from "../answer.js";
import { latinDigits } from "../codes.js";
import { createMessages } from "../messages.js";
import { bdi, make } from "./elements.js";
import { createPin, newLock } from "./pin.js";

const KEPT = "door.kiosk";
const STAYS = 8_000;
const PRINTS = 20_000; // time to choose a printer, until the next delegate finds the greeting again
const ASKS_FOR = 20_000; // a question that somebody left open keeps nobody waiting
const PIN = /^[0-9]{4,8}$/;
const GREETED = { admitted: "kiosk_welcome", already_in: "kiosk_back", left: "kiosk_goodbye" };

// languages: {ar: its messages, fr: …, en: …}. onPrint(registration) gives the tab of the badge, or null; onTurn(side)
// turns the camera.
export function createKiosk({ door, part, sheets, say, icon, languages, storage = localStorage, onPrint, onTurn }) {
  let lock = JSON.parse(storage.getItem(KEPT) ?? "null"); // a reload is no way out
  let opens = lock && createPin(lock, { keep });
  let timer = null;
  let asking = null;
  let greeted = null;

  const isOn = () => lock !== null;
  const own = (language) => createMessages(languages[language]);

  function keep(made) {
    storage.setItem(KEPT, JSON.stringify(made));
  }

  async function begin(pin) {
    lock = door.pairing.kiosk ?? (await newLock(pin));
    keep(lock);
    opens = createPin(lock, { keep });
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
    tell(language, word ?? "kiosk_desk", word ? "go" : "wait");
    if (word) part("kiosk-words").append(make("p", { class: "kiosk-name" }, ...namesOf(person, language).map(bdi)));
    greeted = result.registration;
    part("kiosk-print").hidden = !(word && door.pairing.may_print && greeted);
    part("kiosk-print").lang = language;
    part("kiosk-print-word").textContent = words("kiosk_print");
  }

  // A word by itself, with its colour and its mark, until the next or for some seconds.
  function tell(language, word, tone) {
    for (const name of ["go", "wait"]) part("kiosk").classList.toggle(name, name === tone);
    part("kiosk-words").replaceChildren(icon(`mark-${tone}`, "kiosk-mark"), line(language, own(language)(word), "kiosk-word"));
    clearTimeout(timer);
    timer = setTimeout(invite, STAYS);
  }

  // The badge opens in a tab before this page, which comes back by itself.
  async function print() {
    const { lang } = part("kiosk-print");
    const tab = await onPrint(greeted);
    if (tab) return setTimeout(() => tab.close(), PRINTS);
    part("kiosk-print").hidden = true;
    return tell(lang, "kiosk_desk", "wait");
  }

  function line(language, text, name) {
    return make("p", { class: name, lang: language, dir: language === "ar" ? "rtl" : "ltr", textContent: text });
  }

  async function leave(event) {
    event.preventDefault();
    const field = part("kiosk-pin");
    const right = await opens(latinDigits(field.value));
    field.value = "";
    part("kiosk-pin-fault").hidden = right === true;
    part("kiosk-pin-fault-text").textContent = say(right === null ? "pin_wait" : "pin_wrong");
    if (right !== true) return;
    storage.removeItem(KEPT);
    lock = null;
    sheets.close();
    show();
  }

  function waitForNumber() {
    clearTimeout(asking);
    asking = setTimeout(() => isOn() && sheets.close(), ASKS_FOR);
  }

  function ask() {
    const byDesk = Boolean(door.pairing.kiosk);
    part("kiosk-start-form").reset();
    part("kiosk-new-pin").closest(".field").hidden = byDesk;
    part("kiosk-new-fault").hidden = true;
    sheets.open("kiosk-start-sheet");
  }

  part("kiosk-start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const pin = latinDigits(part("kiosk-new-pin").value);
    part("kiosk-new-fault").hidden = Boolean(door.pairing.kiosk) || PIN.test(pin);
    if (!part("kiosk-new-fault").hidden) return part("kiosk-new-pin").focus();
    sheets.close();
    return begin(pin);
  });
  part("kiosk-leave").addEventListener("click", () => {
    part("kiosk-pin-form").reset();
    part("kiosk-pin-fault").hidden = true;
    sheets.open("kiosk-pin-sheet");
    waitForNumber();
  });
  part("kiosk-pin").addEventListener("input", waitForNumber);
  part("kiosk-pin-form").addEventListener("submit", leave);
  part("kiosk-print").addEventListener("click", print);

  return { ask, isOn, answer, show };
}
