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

  function place(scan) {
    if (!scan.registration) return;
    if (!byPerson.has(scan.registration)) byPerson.set(scan.registration, new Set());
    byPerson.get(scan.registration).add(scan.id);
  }

  function addRows(rows) {
    for (const row of rows) {
      const scan = { ...fromRow(row), rehearsal: rehearsal() };
      theirs.set(scan.id, scan);
      place(scan);
    }
  }

  function addOwn(entry) {
    const before = own.get(entry.line.id)?.scan.registration;
    if (before && before !== entry.scan.registration) byPerson.get(before)?.delete(entry.line.id);
    own.set(entry.line.id, entry);
    place(entry.scan);
  }

  // The server's log anew; own lines stay.
  function replace(rows) {
    theirs = new Map();
    byPerson = new Map();
    for (const { scan } of own.values()) place(scan);
    addRows(rows);
  }

  function scansOf(registration) {
    return [...(byPerson.get(registration) ?? [])].map((id) => theirs.get(id) ?? own.get(id).scan);
  }

  function ownEntries() {
    return [...own.values()];
  }

  return { addRows, addOwn, replace, scansOf, ownEntries, people: () => byPerson.keys(), own: (id) => own.get(id) };
}
