// One button: the link is exchanged for this device's own token, which stays in this browser.

import { whenFree } from "./core/alone.js";
import { askToKeep } from "./core/keeping.js";
import { readMark } from "./core/mark.js";
import { pairDevice } from "./core/pairing.js";
import { openStore } from "./core/store.js";
import { install } from "./install.js";
import { createMessages } from "./messages.js";

const config = JSON.parse(document.getElementById("door-config").textContent);
const say = createMessages(config.messages);
const button = document.getElementById("pair");
const said = document.getElementById("said");

button.addEventListener("click", async () => {
  button.disabled = true;
  said.textContent = say("pairing");
  const fault = await pair();
  if (!fault) return location.assign(config.door);
  said.textContent = say(fault);
  button.disabled = false;
  return undefined;
});

// The key of what went wrong, or null.
async function pair() {
  if (!(await keeps())) return "pair_no_storage"; // asked first, so that no pairing is made for nothing
  const before = readMark(localStorage);
  if (before?.unsent > 0 && before.event !== config.event) return "pair_unsent";
  await askToKeep();
  const done = await whenFree(exchange);
  return done ? done.fault : "pair_busy";
}

async function exchange() {
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": config.csrf };
    const response = await fetch(location.pathname, { method: "POST", headers });
    if (!response.ok) return { fault: "pair_failed" };
    const { unsent } = await pairDevice(await response.json());
    return { fault: unsent > 0 ? "pair_unsent" : null };
  } catch {
    return { fault: "pair_no_network" };
  }
}

async function keeps() {
  try {
    (await openStore()).close();
    return true;
  } catch {
    return false;
  }
}

install();
