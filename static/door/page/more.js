// What is not needed at every person: photo, sound, light, the device's check, self check-in, and taking it out of use.

import { clockDay, clockTime, pick } from "../messages.js";

// onPhoto(file), onCheck() and onKiosk() hear what was chosen; onLeft() that the device is no door any more.
export function createMore({ door, part, sheets, say, language, sound, screen, light, onPhoto, onCheck, onKiosk, onLeft }) {
  function open() {
    const { event, device, expires_at: expires } = door.pairing;
    const until = expires ? say("paired_until", { time: `${clockDay(expires, event.timezone)} ${clockTime(expires, event.timezone)}` }) : "";
    part("device").textContent = [device, pick(event.title, language)].filter(Boolean).join(" · ");
    part("device-until").textContent = until;
    part("light-word").textContent = say(`light_is_${light.chosen()}`);
    part("leave-warning").hidden = true;
    part("leave-anyway").hidden = true;
    sheets.open("more-sheet");
  }

  function toggleSound() {
    const silent = part("mute").getAttribute("aria-pressed") !== "true";
    sound.mute(silent);
    screen.muted(silent);
  }

  function changeLight() {
    light.next();
    part("light-word").textContent = say(`light_is_${light.chosen()}`);
  }

  async function exportUnsent() {
    const { name, text } = await door.unsentFile();
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // Asked once more, always; with scans unsent it is said that they would be lost.
  function askToLeave() {
    const count = door.unsent().length;
    part("leave-warning").textContent = count ? say("leave_unsent", { count }) : say("leave_sure");
    part("leave-anyway").textContent = say(count ? "leave_lose" : "leave_now");
    part("leave-anyway").value = count;
    part("leave-warning").hidden = part("leave-anyway").hidden = false;
    part("leave-anyway").scrollIntoView({ block: "nearest" });
  }

  async function leave() {
    if (await door.leave({ force: part("leave-anyway").value > 0 })) return onLeft();
    return askToLeave(); // scanned in between
  }

  part("more").addEventListener("click", open);
  part("photo-file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    target.value = ""; // the same picture may be chosen again
    if (file) onPhoto(file);
  });
  part("mute").addEventListener("click", toggleSound);
  part("light").addEventListener("click", changeLight);
  part("check").addEventListener("click", onCheck);
  part("kiosk-start").addEventListener("click", onKiosk);
  part("export").addEventListener("click", exportUnsent);
  part("unsent-export").addEventListener("click", exportUnsent);
  part("leave").addEventListener("click", askToLeave);
  part("leave-anyway").addEventListener("click", leave);

  return { open };
}
