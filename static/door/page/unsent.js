// What the server has not heard yet: how many, since when, and the way to send or to carry them by hand.

import { clockTime } from "../messages.js";

export function createUnsent({ door, part, sheets, say, zone }) {
  let state = { count: 0, oldest: null };
  let network = { reached: null, at: null };

  // Only for who looks: this comes with every scan.
  function show() {
    if (!part("unsent-sheet").open) return;
    const { count, oldest } = state;
    part("unsent-words").textContent = count ? say("unsent_some", { count, time: clockTime(oldest, zone()) }) : say("unsent_none");
    part("unsent-network").textContent = say(network.reached === false || !navigator.onLine ? "network_away" : "network_there");
    part("unsent-heard").textContent = network.at ? say("network_heard", { time: clockTime(network.at, zone()) }) : "";
    part("unsent-export").hidden = count === 0;
  }

  door.on("unsent", (news) => {
    state = news;
    show();
  });
  door.on("network", (news) => {
    network = news;
    show();
  });
  part("unsent").addEventListener("click", () => {
    sheets.open("unsent-sheet");
    show();
    door.send();
  });
  part("unsent-send").addEventListener("click", () => door.send());
}
