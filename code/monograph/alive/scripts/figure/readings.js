/** What a pointer learns by resting on a mark, told to the keys too. */

import * as words from "../words.js";
import { telling } from "./marks.js";

/**
 * What a mark tells, without the lines that have nothing to say.
 * @param {unknown} told
 */
export function lines(told) {
  if (typeof told !== "object" || told === null) return told;
  const empty = (/** @type {unknown} */ value) => value === null || value === undefined || value === "" || value === "null";
  return Object.fromEntries(Object.entries(told).filter(([, value]) => !empty(value)));
}

/** @param {unknown} told @returns {string} */
export const inWords = (told) =>
  typeof told === "object" && told
    ? Object.entries(told).map(([name, value]) => `${name}: ${value}`).join("; ")
    : String(told);

/**
 * Lay a list over the figure whose entries are the readings of its marks: one stop of the Tab key for
 * the whole figure, then from mark to mark. A screen reader leaves the arrow keys to a list box.
 *
 * @param {any} view
 * @param {HTMLElement} box
 * @param {(view: any, event: object, item: any, told: unknown) => void} tell
 * @param {(item: any, then: () => void) => void} press turns the switch of a mark that has one
 */
export function readByKeys(view, box, tell, press) {
  const list = document.createElement("div");
  list.className = "cb-marks";
  list.tabIndex = 0;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.MARKS);
  const reading = document.createElement("div");
  reading.className = "cb-heard";
  reading.id = `cb-heard-${++made}`;
  reading.setAttribute("role", "option");
  reading.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", reading.id);
  const ring = document.createElement("div"); // around the mark, above its neighbours
  ring.className = "cb-ring";
  ring.hidden = true;
  list.append(reading, ring);
  box.append(list);
  let at = -1;
  /** @param {import("./marks.js").Telling[]} marks @param {number} nth */
  const read = (marks, nth) => {
    reading.setAttribute("aria-posinset", String(nth + 1));
    reading.setAttribute("aria-setsize", String(marks.length));
    const { item, told } = marks[nth];
    const more = item.datum?.toggles ? words.TOGGLES : "";
    reading.textContent = inWords(lines(told)) + more;
  };
  const leave = () => {
    ring.hidden = true;
    tell(view, {}, null, null);
  };
  /** Begin anew: the marks may have changed. Measuring them is left until a reader comes. */
  const begin = () => {
    const marks = telling(view);
    at = -1;
    if (marks.length) read(marks, 0);
  };
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    const step = steps[event.key];
    const marks = telling(view);
    if (event.key === "Enter" && marks[at]) return press(marks[at].item, () => read(telling(view), at));
    if (!marks.length || (!step && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    if (step) at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
    else at = event.key === "Home" ? 0 : marks.length - 1;
    const { item, told, place } = marks[at];
    const from = box.getBoundingClientRect();
    const zoom = Number(box.style.zoom) || 1;
    Object.assign(ring.style, {
      left: `${(place.left - from.left) / zoom - 3}px`,
      top: `${(place.top - from.top) / zoom - 3}px`,
      width: `${place.width / zoom + 6}px`,
      height: `${place.height / zoom + 6}px`,
    });
    ring.hidden = false;
    tell(view, { clientX: place.left + place.width / 2, clientY: place.top + place.height / 2 }, item, told);
    read(marks, at);
  });
  list.addEventListener("focus", begin);
  list.addEventListener("blur", leave);
  begin();
}

let made = 0;
