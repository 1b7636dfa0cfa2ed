// The device's own verdict: a line, the roster and the known scans in; decide() says the outcome.

import { LEAD } from "../checkpoints.js";
import { decide } from "../decide.js";
import { checkOf } from "./checks.js";

export function createJudge({ pairing, roster, known, walkIns, clock }) {
  // Who a line is about: {check, person, revoked}; person null: nobody; undefined: not to be told here.
  async function find(line) {
    if (line.registration) return { check: null, person: roster.person(line.registration), revoked: false };
    const check = await checkOf(line.code);
    if (check === undefined) return { check: null, person: undefined };
    const found = check && (roster.find(check) ?? walkIns.find(check));
    if (found) return { check, ...found };
    return { check, person: roster.state().complete || check === null ? null : undefined };
  }

  // at: the line's moment by the server's clock, in milliseconds.
  function judge(line, { check, person, revoked }, at) {
    const facts = pairing();
    const said = { line, registration: null, first_at: null, rehearsal: Boolean(facts.rehearsal), person: null, ask: null };
    if (person === undefined && !line.walk_in) return { ...said, outcome: "kept" };
    if (line.walk_in && person) return { ...said, outcome: "invalid", reason: "badge_taken" };
    const one = line.walk_in ? walkIns.made(line, check) : person;
    const point = allowed(facts, line);
    const decision = decided(facts, point, line, one && badge(one, revoked), one, at);
    const seen = decision.outcome === "not_allowed" ? null : one;
    return {
      ...said, ...decision, person: seen, registration: seen?.registration ?? null,
      blank: decision.outcome === "unknown" && Boolean(check) && roster.isBlank(check),
      ask: question(facts, point, line, decision.outcome, at),
    };
  }

  // Where the event accepts who is expected elsewhere, the line says that this let them in.
  function decided(facts, point, line, holder, one, at) {
    const asked = {
      checkpoint: point && !(line.walk_in && facts.may_walk_in === false) ? place(point, line.walk_in ? null : one) : null,
      direction: line.direction,
      at: new Date(at).toISOString(),
      override: Boolean(line.override) && Boolean(facts.may_override),
      corrects: line.corrects,
      rehearsal: Boolean(facts.rehearsal),
      elsewhere: Boolean(line.elsewhere),
    };
    const earlier = one ? known.scansOf(one.registration) : [];
    const first = decide(holder, earlier, asked);
    if (first.outcome !== "not_expected" || facts.settings?.elsewhere !== "accept") return first;
    const second = decide(holder, earlier, { ...asked, elsewhere: true });
    if (second.outcome === "admitted") line.elsewhere = true;
    return second;
  }

  return { find, judge };
}

function badge({ registration, category, state }, revoked) {
  return { registration, category, confirmed: state === "approved", revoked: Boolean(revoked) };
}

// The place, where this device may scan it in this direction.
function allowed({ checkpoints, directions }, { checkpoint, direction }) {
  if (directions && !directions.includes(direction)) return undefined;
  return checkpoints.find(({ key }) => key === checkpoint);
}

const ANOTHER = "another category";

// The roster says of each person where they are expected; a walk-in is expected where the door let them in.
function place({ key, by_invitation }, person) {
  if (!person || person.expected.includes(key)) return { key };
  return { key, by_invitation: Boolean(by_invitation), expected: [ANOTHER] };
}

// What a person at the door confirms first, where the event wants that.
function question({ settings = {} }, point, line, outcome, at) {
  if (line.corrects || line.direction === "out" || !point) return null;
  if (settings.elsewhere === "ask" && outcome === "not_expected" && !point.by_invitation) return "elsewhere";
  const early = point.starts && at < Date.parse(point.starts) - LEAD;
  return settings.early === "ask" && early && outcome === "admitted" && !line.early ? "early" : null;
}
