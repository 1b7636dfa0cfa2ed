// The log of scans as far as this device knows it, by person: what came from the server, and its own lines. decide()
// judges by it. An own line counts until the server's form of it is here.

// As the API writes a known line.
const fromRow = ([id, registration, checkpoint, direction, outcome, at, corrects, device, follows = false]) => ({
  id, registration, checkpoint, direction, outcome, at, corrects, device, follows,
});

// rehearsal() says of which mode the scans are that the server tells.
export function createKnown({ rehearsal = () => false } = {}) {
  let theirs = new Map(); // by id
  const own = new Map(); // by id: {line, result, scan}
  let byPerson = new Map(); // ids by registration
  let changed = null; // whose scans changed since touched() was asked; null: everybody's

  const scan = (id) => theirs.get(id) ?? own.get(id)?.scan;

  // Does `act`, after which a scan may be there, another, or somebody else's.
  function change(id, act) {
    const before = scan(id)?.registration;
    act();
    const after = scan(id)?.registration;
    if (before) {
      byPerson.get(before)?.delete(id);
      changed?.add(before);
    }
    if (after) {
      if (!byPerson.has(after)) byPerson.set(after, new Set());
      byPerson.get(after).add(id);
      changed?.add(after);
    }
  }

  function addRows(rows) {
    for (const row of rows) {
      const told = { ...fromRow(row), rehearsal: rehearsal() };
      change(told.id, () => theirs.set(told.id, told));
    }
  }

  function addOwn(entry) {
    change(entry.line.id, () => own.set(entry.line.id, entry));
  }

  // The server's log anew; own lines stay.
  function replace(rows) {
    theirs = new Map();
    byPerson = new Map();
    changed = null;
    for (const entry of own.values()) addOwn(entry);
    addRows(rows);
  }

  function scansOf(registration) {
    return [...(byPerson.get(registration) ?? [])].map(scan);
  }

  function ownEntries() {
    return [...own.values()];
  }

  // Whose scans changed since this was asked before; null where anybody's may have.
  function touched() {
    const those = changed;
    changed = new Set();
    return those;
  }

  return { addRows, addOwn, replace, scansOf, ownEntries, touched, people: () => byPerson.keys(), own: (id) => own.get(id) };
}
