// One window of a browser holds the door: two would send and write each other's lines.

const LOCK = "multaqa-door";

// Resolves when this window holds the door, which it then does until it closes; `waiting` hears that another has it.
export function alone(waiting = () => undefined, locks = navigator.locks) {
  const held = (resolve) => () => new Promise(() => resolve());
  return new Promise((resolve) => {
    if (!locks) return resolve();
    return locks.request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock) return held(resolve)();
      waiting();
      locks.request(LOCK, held(resolve));
      return undefined;
    });
  });
}

// Does something as the door's only window; null, and nothing done, while another holds it.
export function whenFree(act, locks = navigator.locks) {
  return locks ? locks.request(LOCK, { ifAvailable: true }, (lock) => lock && act()) : act();
}
