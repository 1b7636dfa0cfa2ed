// People whom this device let in on a blank badge. Until the roster brings them, they are known here by that badge.

export function createWalkIns({ pairing, roster, known }) {
  const byCheck = new Map();

  // The person that a walk-in's line makes; the line's id stands for the registration until the server has given one.
  function made({ id, walk_in: said }) {
    const category = pairing().categories?.find(({ key }) => key === said.category);
    return {
      registration: known.own(id)?.scan.registration ?? id,
      name_ar: said.names.ar ?? "",
      name_latin: said.names.latin ?? "",
      function: "",
      city: said.city,
      country: said.country ?? "",
      category: said.category,
      category_name: category?.name ?? said.category,
      colour: category?.colour ?? "",
      state: "approved",
      expected: pairing().checkpoints.map(({ key }) => key),
    };
  }

  function add(line, check) {
    for (const one of [check, roster.twin(check)]) if (one) byCheck.set(one, line);
  }

  function find(check) {
    const line = byCheck.get(check);
    return line ? { person: made(line), revoked: false } : null;
  }

  // What this device let in before the page was opened anew.
  function load() {
    for (const { line, check, result } of known.ownEntries()) {
      if (line.walk_in && result.outcome === "admitted") add(line, check);
    }
  }

  return { made, add, find, load };
}
