// Four answers told apart by ear and by hand: rising for go, twice the same for wait, long and low for stop.

const NOTES = {
  go: [[660, 0, 0.09], [990, 0.1, 0.16]],
  wait: [[520, 0, 0.12], [520, 0.2, 0.12]],
  stop: [[170, 0, 0.6]],
  info: [[440, 0, 0.1]],
};
const PULSES = { go: [70], wait: [70, 90, 70], stop: [450], info: [30] };
const LOUDNESS = { go: 0.25, wait: 0.25, stop: 0.4, info: 0.2 };

export function createSound(Context = globalThis.AudioContext, device = globalThis.navigator) {
  let context = null;
  let muted = false;

  function play(tone) {
    device.vibrate?.(PULSES[tone]);
    if (muted || !context) return;
    for (const [pitch, after, length] of NOTES[tone]) note(context, tone, pitch, context.currentTime + after, length);
  }

  // Browsers let a page sound only after a touch or a key: called at each of them, works at the first.
  function unlock() {
    if (Context && !context) context = new Context();
    if (context?.state === "suspended") context.resume();
  }

  return { play, unlock, isOpen: () => context?.state === "running" || Boolean(device.userActivation?.isActive), mute: (wish) => (muted = wish) };
}

function note(context, tone, pitch, start, length) {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.type = tone === "stop" ? "sawtooth" : "sine";
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUDNESS[tone], start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + length);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + length);
}
