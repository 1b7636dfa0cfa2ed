// What a device is asked the day before: each gives {state: "ok" | "warn" | "bad", word, values?}, the word to be said.

const ROOM = 50_000_000; // bytes that the roster and a day of scans need at most
const CHARGE = 0.5;
const DAY = 86_400_000;

export const testCamera = ({ state, decoder }) => {
  if (!decoder) return bad("check_decoder");
  return state === "live" ? ok("check_camera_ok") : bad(`camera_${state}`);
};

export const testStorage = ({ persisted, usage = 0, quota, lost }) => {
  if (lost) return bad("check_storage_lost");
  if (Number.isFinite(quota) && quota - usage < ROOM) return bad("check_storage_low");
  return persisted ? ok("check_storage_ok") : warn("check_storage_loose");
};

export const testClock = ({ offset, off }) =>
  off ? bad("clock_off", { minutes: Math.round(Math.abs(offset) / 60_000) }) : ok("check_clock_ok");

// certificate: {expires?} as the server tells of its own; null where something before it speaks for it.
export const testCertificate = ({ secure, certificate, now }) => {
  if (!secure) return bad("camera_insecure");
  const left = certificate?.expires ? Date.parse(certificate.expires) - now : Infinity;
  if (left < 0) return bad("check_certificate_over");
  return left < 3 * DAY ? warn("check_certificate_soon") : ok("check_certificate_ok");
};

export const testBattery = (battery) => {
  if (!battery || battery.battery === null || battery.battery === undefined) return ok("check_battery_unknown");
  const values = { charge: `${Math.round(battery.battery * 100)}\u00a0%` };
  return battery.charging || battery.battery >= CHARGE ? ok("check_battery_ok", values) : warn("check_battery_low", values);
};

export const testNetwork = ({ reached, milliseconds }) => {
  if (!reached) return bad("check_network_none");
  return milliseconds > 3_000 ? warn("check_network_slow") : ok("check_network_ok");
};

export const testRoster = ({ people = 0, complete }) =>
  complete && people > 0 ? ok("check_roster_ok", { count: people }) : bad("check_roster_missing");

// What only a person can say: heard or not, printed or not.
export const testBy = (answer, good, poor) => (answer ? ok(good) : bad(poor));

// The worst of all: one bad thing is enough to look again.
export function verdict(results) {
  const states = results.map(({ state }) => state);
  return ["bad", "warn"].find((state) => states.includes(state)) ?? "ok";
}

const ok = (word, values) => ({ state: "ok", word, values });
const warn = (word, values) => ({ state: "warn", word, values });
const bad = (word, values) => ({ state: "bad", word, values });
