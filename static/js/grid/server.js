// Tells the server where a session was put, and shows the day as it stands afterwards.

/** Send a place; answers {status, code, words, details}, or null when the server cannot be reached. */
export async function drop(grid, key, seen, wanted, reason = "") {
  const day = grid.dataset.day;
  const body = new URLSearchParams({
    csrf_token: grid.dataset.token,
    key,
    reason,
    ...{ day, starts: wanted.starts, ends: wanted.ends, room: wanted.room },
    ...{ seen_day: day, seen_starts: seen.starts, seen_ends: seen.ends, seen_room: seen.room },
  });
  try {
    const answer = await fetch(grid.dataset.url, { method: "POST", body });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return null;
  }
}

/** The same page once more: its grid and list of clashes take the place of the old ones. */
export async function renew(grid) {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return grid;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["day-grid", "grid-clashes"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(document.adoptNode(fresh));
    }
  } catch {
    return grid;
  }
  return document.getElementById("day-grid");
}
