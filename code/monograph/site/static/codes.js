// One toggle for the code of a figure: cells that follow one another with nothing between them are
// shown and hidden together, by the toggle of the last. Without this script each has its own.
(() => {
  "use strict";
  const code = (cell) => cell && cell.matches("div.cell") && cell.querySelector(":scope > details.hide");
  const bare = (cell) => !cell.querySelector(":scope > .cell_output");
  for (const cell of document.querySelectorAll(".bd-article div.cell")) {
    const next = cell.nextElementSibling;
    const own = code(cell), last = bare(cell) && code(next);
    if (!own || !last) continue;
    cell.classList.add("cb-joined");
    // Each follows its neighbour, either way: a link may open the first as well.
    last.addEventListener("toggle", () => { own.open = last.open; });
    own.addEventListener("toggle", () => { last.open = own.open; });
  }
})();
