/**
 * Keys and clicks that move a control concern nobody else. The theme's scripts hear every one of them
 * and look each time through the whole page for parts of their own, before the figure can move. Some
 * listen where this does, at the window: it has to be called before they are run.
 */

const CONTROLS = new Set(["select-one", "select-multiple", "range", "radio", "checkbox"]);
const ENTRIES = new Set(["text", "number"]);
const KEYS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", " "]);

/** What an entry hears in place of the key that takes it. */
export const ENTERED = "monograph:entered";

/** @param {KeyboardEvent} event */
const modified = (event) => event.ctrlKey || event.altKey || event.metaKey;

/** @param {Event} event @returns {boolean} whether it is the key that takes what stands in an entry */
function takesEntry(event) {
  const { target } = event;
  if (!(event instanceof KeyboardEvent && target instanceof HTMLInputElement)) return false;
  return event.key === "Enter" && !modified(event) && ENTRIES.has(target.type) && Boolean(target.closest(".cb-controls"));
}

/** @param {Event} event */
function movesControl(event) {
  const { target } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return false;
  if (!CONTROLS.has(target.type) || !target.closest(".cb-controls")) return false;
  if (!(event instanceof KeyboardEvent)) return event instanceof MouseEvent && event.detail === 0; // a key's
  return KEYS.has(event.key) && !modified(event);
}

/** Let such keys, and the clicks that browsers make of them, end here: what they do is done all the same. */
export function keepQuiet() {
  for (const kind of ["keydown", "click"]) {
    const hear = (/** @type {Event} */ event) => {
      const taken = takesEntry(event);
      if (taken || movesControl(event)) event.stopImmediatePropagation();
      if (taken) event.target?.dispatchEvent(new Event(ENTERED));
    };
    addEventListener(kind, hear, { capture: true });
  }
}
