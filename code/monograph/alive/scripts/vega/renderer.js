/**
 * Vega's own renderer, which here makes no element and sets no attribute without need: to a browser an
 * element that is made costs many times one that changes, and an attribute that is set to what it was
 * as much as one that changes.
 */

import { lineHeight, Marks, Renderer, SVGRenderer } from "vega-scenegraph";

/** What the scene itself notes at an item; all else is how the item looks. */
const NOTES = new Set(["mark", "bounds", "items", "context", "datum", "dirty", "exit", "index", "_svg", "_update"]);
const WORDING = ["text", "lineBreak", "limit", "ellipsis", "dir", "lineHeight"];
const TYPE = ["font", "fontSize", "fontStyle", "fontVariant", "fontWeight"];
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;
/** How far words may reach out of the box of a drawing. */
const OVER = "8px";
/** The way of a mark that is moved, but not turned. */
const MOVED = /^translate\(([^,]+),([^)]+)\)$/;
/** A step of a path to a place that is not told from the last one. */
const STEP = /([MLHVCSQTA])([-+.,\s\de]*)/g;

/**
 * Marks that stand where they are by their coordinates. Vega moves each there; but of an element that is
 * moved a browser makes a space of its own, and hands on all spaces of a page with each frame.
 */
const STANDING = {
  path: standing(Marks.path, (said, x, y) => ({ ...said, d: shifted(said.d, x, y) })),
  rule: standing(Marks.rule, (said, x, y) => ({ ...said, x1: x, y1: y, x2: x + said.x2, y2: y + said.y2 })),
  symbol: standing(Marks.symbol, (said, x, y) => ({ ...said, d: shifted(said.d, x, y) })),
  text: standing(Marks.text, (said, x, y) => ({ ...said, x, y })),
};
/** A text whose words and type stand as they shall: Vega would set all of them again. */
const SAME_WORDS = { ...STANDING.text, type: "" };

export class SparingRenderer extends SVGRenderer {
  /** @type {WeakMap<Element, unknown[]>} how an element looked when it was last updated */
  #looks = new WeakMap();
  /** @type {WeakMap<Element, unknown[]>} and what it said */
  #wordings = new WeakMap();
  /** @type {WeakMap<object, Element[]>} mark -> elements whose items have left: out of sight, for those that come */
  #spare = new WeakMap();
  #sheet = { width: 0, tall: 0 };

  /**
   * Take another size. Vega would go through all that is drawn, though what has changed is known. In a
   * sheet of another size, or at another place, a browser lays out all words again: so a sheet stays as
   * tall as it ever was at its width, and its box shows as much of it as is drawn on.
   */
  resize(...size) {
    Renderer.prototype.resize.apply(this, size);
    if (!this._svg) return this;
    const [width, height] = [this._width * this._scale, this._height * this._scale];
    const before = this.#sheet;
    const tall = before.width === width ? Math.max(before.tall, height) : height;
    this.#sheet = { width, tall };
    change(this._svg, "width", width);
    change(this._svg, "height", tall);
    change(this._svg, "viewBox", `0 0 ${this._width} ${tall / this._scale}`);
    change(this._root, "transform", `translate(${this._origin})`);
    const overflow = height < tall ? "visible clip" : "";
    Object.assign(this._el.style, { height: `${height}px`, overflow, overflowClipMargin: OVER });
    return this;
  }

  _dirtyCheck() {
    const marks = new Set(this._dirty.filter(single).map((item) => item.mark));
    for (const item of this._dirty) if (item.exit && item._svg && single(item)) this.#leave(item);
    for (const mark of marks) this.#come(mark);
    return super._dirtyCheck();
  }

  /** Keep the element of an item that leaves. */
  #leave(item) {
    const spare = this.#spare.get(item.mark) ?? [];
    this.#spare.set(item.mark, spare);
    spare.push(item._svg);
    item._svg = null;
  }

  /** Give the elements of items that have left to those that come; hide what remains. */
  #come(mark) {
    const spare = (this.#spare.get(mark) ?? []).filter((element) => element.ownerSVGElement);
    for (const item of mark.items) {
      if (!spare.length) break;
      if (item._svg) continue;
      const element = spare.shift();
      item._svg = element;
      for (const part of [element, ...element.childNodes]) if (part.__data__) part.__data__ = item;
      element.removeAttribute("visibility");
    }
    for (const element of spare) if (!element.hasAttribute("visibility")) element.setAttribute("visibility", "hidden");
    this.#spare.set(mark, spare);
  }

  _update(kind, element, item) {
    if (kind.type === "group" && !item.clip && kept(this.#looks, element, appearance(item))) return;
    const dash = element.__values__?.strokeDash;
    if (equal(item.strokeDash, dash)) item.strokeDash = dash; // Vega would take another array for another look
    if (kind.type !== "text") return super._update(STANDING[kind.type] ?? kind, element, item);
    super._update(this.#stands(element, item) ? SAME_WORDS : STANDING.text, element, item);
    inLine(element);
  }

  style(element, item) {
    super.style(element, seenThrough(item));
  }

  /** Have a text say what it shall, if that is only a change of words; say whether it now stands so. */
  #stands(element, item) {
    const typed = kept(this.#looks, element, TYPE.map((name) => item[name]));
    const worded = kept(this.#wordings, element, WORDING.map((name) => String(item[name])));
    return (worded || reworded(element, item)) && typed;
  }
}

/** @param {Element} element @param {string} name @param {unknown} value */
function change(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Whether each item of an item's mark has an element of its own, without others in it. */
const single = ({ mark }) => mark.marktype !== "group" && !Marks[mark.marktype].nested;

/**
 * How an item looks that is see-through: by what it is filled with or drawn with, which is the same where
 * it has but one of them. What is see-through as a whole is a layer to a browser.
 * @param {any} item
 */
function seenThrough(item) {
  const { fill, stroke, opacity, fillOpacity = 1, strokeOpacity = 1, mark } = item ?? {};
  const parted = !(visible(fill) && visible(stroke)) && !["group", "image"].includes(mark?.marktype);
  if (!(opacity < 1 && parted)) return item;
  const by = { opacity: null, fillOpacity: fillOpacity * opacity, strokeOpacity: strokeOpacity * opacity };
  return Object.assign(Object.create(item), by);
}

const visible = (paint) => Boolean(paint) && paint !== "transparent" && paint !== "none";

/**
 * A mark that says where it stands by other attributes than by how it is moved.
 * @param {any} mark
 * @param {(said: any, x: number, y: number) => any} place gives the attributes of one that stands there
 */
function standing(mark, place) {
  const attr = (emit, item) => {
    const said = {};
    mark.attr((name, value) => (said[name] = value), item);
    const [moved, x, y] = MOVED.exec(said.transform) ?? [];
    const placed = moved ? { ...place(said, Number(x), Number(y)), transform: null } : place(said, 0, 0);
    for (const name of Object.keys(placed)) emit(name, placed[name]);
  };
  return { ...mark, attr };
}

/**
 * A path, so far to the right and down.
 * @param {string | null} path
 * @param {number} x
 * @param {number} y
 */
function shifted(path, x, y) {
  if (!path || (!x && !y)) return path;
  return path.replace(STEP, (_, step, numbers) => {
    const by = { A: [0, 0, 0, 0, 0, x, y], H: [x], V: [y] }[step] ?? [x, y];
    return step + (numbers.match(NUMBER) ?? []).map((number, nth) => Number(number) + by[nth % by.length]);
  });
}

/** Note a look; say whether it is the one that was noted last. */
function kept(notes, element, look) {
  const before = notes.get(element);
  notes.set(element, look);
  return equal(look, before);
}

/** Begin each line of a text where the text begins; Vega has them begin at nought. */
function inLine(element) {
  const x = element.getAttribute("x") ?? "0";
  for (const line of element.children) if (line.getAttribute("x") !== x) line.setAttribute("x", x);
}

/** Whether two lists hold the same. */
const equal = (one, other) => one?.length === other?.length && Boolean(one?.every((value, nth) => value === other[nth]));

const appearance = (item) => Object.entries(item).flatMap((entry) => (NOTES.has(entry[0]) ? [] : entry));

/** Change the words that stand in an element, where they take as many lines; Vega would make others. */
function reworded(element, item) {
  const { text, limit, lineBreak } = item;
  if (limit) return false;
  const lines = [lineBreak && text && !Array.isArray(text) ? text.split(lineBreak) : text].flat();
  const parts = [...element.childNodes];
  if (lines.length > 1 && parts[1]?.getAttribute?.("dy") !== String(lineHeight(item))) return false;
  const texts = lines.length > 1 ? parts.map((part) => part.firstChild) : parts;
  if (texts.length !== lines.length || !texts.every((one) => one instanceof Text)) return false;
  const words = lines.map((line) => `${line ?? ""}`.trim());
  words.forEach((line, nth) => {
    if (texts[nth].data !== line) texts[nth].data = line;
  });
  element.__values__.text = words.join("\n"); // Vega's note of what stands there
  return true;
}
