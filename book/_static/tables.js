// Tables of the book: sort by a column, search the rows, read a row as a card on a phone.
// Without JavaScript they are plain tables.

const SAYS = { rows: "Rows of {table}", search: "Search these rows", found: "{shown} of {all} rows" };

// What a cell is worth when sorted: a number if it reads as one, else its text.
function worth(cell) {
  const text = cell.textContent.trim();
  const number = Number(text.replace(/[,%\s]/g, "").replace("−", "-"));
  return text !== "" && Number.isFinite(number) ? number : text;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return a.localeCompare(b, document.documentElement.lang);
  return typeof a === "number" ? -1 : 1; // numbers before words
}

function makeSortable(table) {
  const heads = [...table.querySelectorAll("thead th")];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cb-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [worth(row.cells[column]), row]);
      rows.sort(([a], [b]) => (down ? -compare(a, b) : compare(a, b)));
      body.append(...rows.map(([, row]) => row));
    });
  });
}

function makeSearchable(table) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const box = document.createElement("div");
  box.className = "cb-search";
  box.setAttribute("role", "search");
  // Landmarks of one page need names of their own.
  const number = table.caption?.querySelector(".caption-number")?.textContent.trim();
  box.setAttribute("aria-label", SAYS.rows.replace("{table}", number || table.id));
  const label = document.createElement("label");
  const input = document.createElement("input");
  const found = document.createElement("output");
  input.type = "search";
  input.id = `${table.id}-search`;
  label.htmlFor = input.id;
  label.textContent = SAYS.search;
  found.htmlFor = input.id;
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    found.textContent = SAYS.found.replace("{shown}", shown).replace("{all}", rows.length);
  };
  input.addEventListener("input", show);
  box.append(label, input, found);
  (table.closest(".pst-scrollable-table-container") ?? table).before(box);
  // A link to a row must find it, whatever is searched for.
  window.addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1))?.closest("tr");
    if (row?.hidden) {
      input.value = "";
      show();
      row.scrollIntoView({ block: "center" });
    }
  });
  show();
}

// A row of many columns becomes a card where the table is wider than its box, and on every phone
// (book.css): each cell then bears its heading. Roles are said, for a table that is laid out
// otherwise is no table to some browsers.
// A table of short cells stays one as long as it fits: what it shows is the comparison along its
// columns. One that all but fits is set tighter.
const CARDS_FROM = 4;
const LONG = 48;
const SHORT = 24; // such cells, under such heads, share a line of the card

// Words, marks and addresses side by side would each become a field of a card: they stay one text.
function runsOn(cell) {
  return cell.childNodes.length > 1 && ![...cell.childNodes].every((node) =>
    node.nodeType === Node.TEXT_NODE
      ? !node.data.trim() : getComputedStyle(node).display === "block");
}

function keepTogether(cell) {
  const whole = document.createElement("span");
  whole.append(...cell.childNodes);
  cell.append(whole);
}

// A row in one language bears heads in that language, where they are given in both: Chinese first.
const CHINESE = /\p{Script=Han}/u;
const LATIN = /[A-Za-z]/;
const BOTH = /^([^A-Za-z]*\p{Script=Han}[^A-Za-z]*?)\s+([A-Za-z][^\p{Script=Han}]*)$/u;

function headFor(row, head) {
  const [chinese, latin] = [CHINESE, LATIN].map((letters) => letters.test(row.textContent));
  const parts = chinese === latin ? null : BOTH.exec(head);
  return parts ? parts[chinese ? 1 : 2] : head;
}

// Set tighter or as cards, a table is as wide as its box, to the fraction of a pixel.
function tooWide(table, box) {
  return box !== null && (box.scrollWidth > box.clientWidth
    || table.getBoundingClientRect().width > box.getBoundingClientRect().width + 0.01);
}

function makeCards(table) {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const longest = Math.max(...[...table.querySelectorAll("td")].map((td) => td.textContent.length));
  if (heads.length < CARDS_FROM) return;
  const compares = longest < LONG;
  const rows = [...table.tBodies[0].rows];
  const brief = heads.map((head, nth) =>
    [head, ...rows.map((row) => row.cells[nth].textContent)].every((words) => words.length < SHORT));
  // Side by side on one line: a single one would stand out of the column of values.
  const short = brief.map((is, nth) => is && (brief[nth + 1] || (nth > 1 && brief[nth - 1])));
  // Asked of all cells before one is changed: each question after a change styles the page anew.
  const parted = rows.flatMap((row) => [...row.cells].filter(runsOn));
  for (const row of rows) {
    [...row.cells].forEach((cell, nth) => {
      cell.dataset.label = headFor(row, heads[nth]);
      cell.classList.toggle("cb-short", short[nth]);
    });
  }
  parted.forEach(keepTogether);
  const box = table.closest(".pst-scrollable-table-container");
  const fit = () => {
    table.classList.remove("cb-carded", "cb-tight");
    table.classList.toggle("cb-tight", compares && tooWide(table, box));
    const cards = tooWide(table, box) || (!compares && matchMedia("(max-width: 600px)").matches);
    table.classList.toggle("cb-carded", cards);
  };
  fit();
  document.fonts.ready.then(fit); // until then the words stand in another typeface, often a wider one
  window.addEventListener("resize", fit);
}

document.querySelectorAll("table.cb-sortable").forEach(makeSortable);
document.querySelectorAll("table.cb-table").forEach(makeCards); // with the signs of sorting in place
document.querySelectorAll("table.cb-searchable").forEach(makeSearchable);
