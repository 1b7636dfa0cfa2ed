// News for whoever listens; who comes late is told the last state at once, where a state was told.

export function createEvents(states = []) {
  const listeners = new Map();
  const last = new Map();

  function on(name, listener) {
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(listener);
    if (last.has(name)) listener(last.get(name));
    return () => listeners.get(name).delete(listener);
  }

  function tell(name, news) {
    if (states.includes(name)) last.set(name, news);
    for (const listener of listeners.get(name) ?? []) listener(news);
  }

  return { on, tell, last: (name) => last.get(name) };
}
