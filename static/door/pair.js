// One button: the link is exchanged for this device's own token, which stays in this browser.

import { createMessages } from "./messages.js";
import { savePairing } from "./pairing.js";

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
  if (!keeps()) return "pair_no_storage"; // asked first, so that no pairing is made for nothing
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": config.csrf };
    const response = await fetch(location.pathname, { method: "POST", headers });
    if (!response.ok) return "pair_failed";
    savePairing(localStorage, await response.json());
    return null;
  } catch {
    return "pair_no_network";
  }
}

function keeps() {
  try {
    localStorage.setItem("door.test", "1");
    localStorage.removeItem("door.test");
    return true;
  } catch {
    return false;
  }
}
