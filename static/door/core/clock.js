// How far this device's clock is from the server's, measured at every exchange; the quickest of the last ones is
// believed, because what a slow network adds is not known to the millisecond.

const OFF = 2 * 60_000;
const SAMPLES = 8;
const JUMPED = 2_000;

// offset: as it was kept, in milliseconds to add to this device's clock.
export function createClock({ offset = 0, wall = Date.now, steady = () => performance.now() } = {}) {
  let samples = [];
  let known = offset;
  let base = wall() - steady();

  // The device's clock was set while the page was open: what was measured before says nothing any more.
  function noticeJump() {
    const jump = wall() - steady() - base;
    if (Math.abs(jump) < JUMPED) return;
    base += jump;
    known -= jump;
    samples = [];
  }

  // sent and received by this device's clock, server in milliseconds too; true when the offset is another now.
  function measure(sent, received, server) {
    if (!Number.isFinite(server) || received < sent) return false;
    noticeJump();
    const before = known;
    samples = [...samples, { took: received - sent, offset: server - (sent + received) / 2 }].slice(-SAMPLES);
    known = Math.round(samples.reduce((best, next) => (next.took <= best.took ? next : best)).offset);
    return known !== before;
  }

  function offsetNow() {
    noticeJump();
    return known;
  }

  return { measure, offset: offsetNow, now: () => wall() + offsetNow(), isOff: () => Math.abs(offsetNow()) > OFF };
}
