/**
 * Vega's own renderer, which here makes no element and sets no attribute without need: to a browser an
 * element that is made costs many times one that changes, and an attribute that is set to what it was
 * as much as one that changes.
 */

import { Marks, SVGRenderer } from "vega-scenegraph";

/** What the scene itself notes at an item; all else is how the item looks. */
const NOTES = new Set(["mark", "bounds", "items", "context", "datum", "dirty", "exit", "index", "_svg", "_update"]);
const WORDING = ["text", "lineBreak", "limit", "ellipsis", "dir", "lineHeight"];
const TYPE = ["font", "fontSize", "fontStyle", "fontVariant", "fontWeight"];
/** A text whose words and type stay: Vega would set all of them again. */
const SAME_WORDS = { ...Marks.text, type: "" };

export class SparingRenderer extends SVGRenderer {
  /** @type {WeakMap<Element, unknown[]>} how an element looked when it was last updated */
  #looks = new WeakMap();

  _dirtyCheck() {
    for (const [mark, left] of exits(this._dirty)) passOn(mark, left);
    return super._dirtyCheck();
  }

  _update(kind, element, item) {
    if (kind.type === "group" && !item.clip && this.#kept(element, appearance(item))) return;
    if (kind.type === "text") reworded(element, item);
    const worded = kind.type === "text" && this.#kept(element, [...WORDING, ...TYPE].map((name) => String(item[name])));
    super._update(worded ? SAME_WORDS : kind, element, item);
  }

  /** Note a look; say whether it is the one that was noted last. */
  #kept(element, look) {
    const before = this.#looks.get(element);
    this.#looks.set(element, look);
    return before?.length === look.length && look.every((value, nth) => value === before[nth]);
  }
}

const appearance = (item) => Object.entries(item).flatMap((entry) => (NOTES.has(entry[0]) ? [] : entry));

/** Change the text that stands in an element, where it is one line; Vega would make another. */
function reworded(element, { text, limit, lineBreak }) {
  const [old, more] = element.childNodes;
  const line = `${text ?? ""}`.trim();
  if (limit || Array.isArray(text) || (lineBreak && line.includes(lineBreak))) return;
  if (!(old instanceof Text) || more || old.data === line) return;
  old.data = line;
  element.__values__.text = line; // Vega's note of what stands there
}

/** The items that leave, by their mark; those of which each has an element of its own. */
function exits(dirty) {
  const found = new Map();
  for (const item of dirty) {
    const { mark } = item;
    if (!item.exit || !item._svg || mark.marktype === "group" || Marks[mark.marktype].nested) continue;
    found.set(mark, [...(found.get(mark) ?? []), item]);
  }
  return found;
}

/** Give the elements of items that leave to those that come. */
function passOn(mark, left) {
  for (const item of mark.items) {
    if (!left.length) return;
    if (item._svg) continue;
    const from = left.shift();
    const element = from._svg;
    from._svg = null;
    item._svg = element;
    for (const part of [element, ...element.childNodes]) if (part.__data__) part.__data__ = item;
  }
}
