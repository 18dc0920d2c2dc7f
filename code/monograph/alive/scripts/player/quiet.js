/**
 * Keys and clicks that move a control concern nobody else. The theme's scripts hear every one of them
 * and look each time through the whole page for parts of their own, before the figure can move.
 */

const CONTROLS = new Set(["select-one", "select-multiple", "range", "radio", "checkbox"]);
const KEYS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", " "]);

/** @param {Event} event */
function movesControl(event) {
  const { target } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return false;
  if (!CONTROLS.has(target.type) || !target.closest(".cb-controls")) return false;
  if (!(event instanceof KeyboardEvent)) return event instanceof MouseEvent && event.detail === 0; // a key's
  return KEYS.has(event.key) && !(event.ctrlKey || event.altKey || event.metaKey);
}

/** Let such keys, and the clicks that browsers make of them, end here: what they do is done all the same. */
export function keepQuiet() {
  for (const kind of ["keydown", "click"]) {
    addEventListener(kind, (event) => movesControl(event) && event.stopPropagation(), { capture: true });
  }
}
