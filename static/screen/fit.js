// Nobody can scroll a television: what is too much for it gets smaller, and then takes turns.

const SMALLEST = 0.5; // of the size of few lines; still read from the middle of a hall

/** Make the board's lines fit: by size first, then page by page; `step` says whose turn it is. */
export function fit(board, step) {
  const lines = [...board.querySelectorAll("li")];
  showOnly(board, lines, lines);
  let scale = 1;
  do {
    board.style.setProperty("--fit", scale.toFixed(2));
    if (fits(board)) return;
    scale -= 0.05;
  } while (scale >= SMALLEST);
  const pages = pagesOf(board, lines);
  showOnly(board, lines, pages[step % pages.length]);
}

function pagesOf(board, lines) {
  const pages = [];
  let page = [];
  for (const line of lines) {
    showOnly(board, lines, [...page, line]);
    if (page.length && !fits(board)) {
      pages.push(page);
      page = [];
    }
    page.push(line);
  }
  return [...pages, page];
}

function showOnly(board, lines, shown) {
  for (const line of lines) line.hidden = !shown.includes(line);
  for (const part of board.querySelectorAll("section")) part.hidden = !part.querySelector("li:not([hidden])");
}

function fits(board) {
  return board.scrollHeight <= board.clientHeight;
}
