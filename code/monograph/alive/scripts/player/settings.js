/** What a control is set to, as words of a link, and back. */

import { described, optionLabels } from "./controls.js";
import { isLink, same } from "./models.js";

/** @import { Model } from "./models.js" */

/**
 * A control that moves a parameter of a figure.
 * @typedef {object} Setting
 * @property {Model} control
 * @property {string} trait of the control: "value", or "index" where it selects
 * @property {string} name of the parameter
 * @property {unknown} first what the trait held when the page was opened
 */

/**
 * What moves a figure, in the order of its parameters: a link reads the same whoever copies it.
 * @param {Map<string, Model>} all
 * @param {Model} figure
 * @returns {Setting[]}
 */
export function settingsOf(all, figure) {
  /** @type {string[]} */
  const order = figure.get("names");
  return [...all.values()]
    .filter((model) => isLink(model) && model.resolved("target")[0] === figure)
    .map((link) => {
      const [control, trait] = link.resolved("source");
      return { control, trait, name: link.resolved("target")[1], first: control.get(trait) };
    })
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** @param {Setting} setting */
export const isMoved = ({ control, trait, first }) => !same(control.get(trait), first);

/** @param {Setting} setting */
export const named = ({ control }) => described(control);

/**
 * What a setting holds, in words; of a selection of several, one word each.
 * @param {Setting} setting
 * @returns {string[]}
 */
export function written({ control, trait }) {
  const held = control.get(trait);
  if (held === null) return [""];
  if (trait === "index") {
    const labels = /** @type {number[]} */ ([held].flat()).map((i) => optionLabels(control)[i]);
    return labels.length ? labels : [""];
  }
  return [typeof held === "boolean" ? (held ? "yes" : "no") : String(held)];
}

/**
 * The trait's value from the words of a link; undefined if the control does not offer it.
 * @param {Setting} setting
 * @param {string[]} texts
 * @returns {unknown}
 */
export function read({ control, trait, first }, texts) {
  const several = control.name === "SelectMultipleModel";
  if (texts.length !== 1 && !several) return undefined; // which of them?
  if (trait === "index") {
    const labels = optionLabels(control);
    if (texts.length === 1 && texts[0] === "" && !labels.includes("")) {
      return several ? [] : first === null ? null : undefined;
    }
    const indices = [...new Set(texts.map((label) => labels.indexOf(label)))];
    if (indices.includes(-1)) return undefined;
    return several ? indices.sort((a, b) => a - b) : indices[0];
  }
  const held = control.get(trait);
  if (typeof held === "boolean") return new Map([["yes", true], ["no", false]]).get(texts[0]);
  return typeof held === "string" ? texts[0] : readNumber(control, texts[0]);
}

/**
 * @param {Model} control
 * @param {string} text
 */
function readNumber(control, text) {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) return undefined;
  const log = control.name.includes("Log");
  // The ends of a logarithmic slider are exponents.
  const at = log ? Math.log(value) / Math.log(control.get("base") ?? 10) : value;
  const [low, high, step] = ["min", "max", "step"].map((key) => control.get(key));
  const near = 1e-9;
  if (Number.isNaN(at) || at < (low ?? -Infinity) - near || at > (high ?? Infinity) + near) return undefined;
  if (control.name.includes("Int") && !Number.isInteger(value)) return undefined;
  const steps = (value - (low ?? 0)) / step;
  const between = step && !log && Math.abs(steps - Math.round(steps)) > 1e-6;
  return between ? undefined : value;
}
