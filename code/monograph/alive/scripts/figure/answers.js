/** What a figure shows in a state: looked up in what Python packed, or computed by its module. */

import * as words from "../words.js";
import { stateNumber, unpack, valueOf } from "./state.js";

/** @import { Answer, Arithmetic, FigureModel } from "../types.js" */

/**
 * Return what answers a figure's states; null if its chart shows the same rows in all of them.
 * @param {FigureModel} model
 * @returns {Promise<(() => Answer) | null>}
 */
export async function answering(model) {
  if (model.get("module")) return computing(model, await imported(model.get("module")));
  const packed = model.get("packed");
  if (!packed.axes) return null;
  return () => {
    const state = stateNumber(packed.axes, (name) => valueOf(model, name));
    if (state < 0) return { rows: [], says: words.NOT_COMPUTED };
    const rows = unpack(packed, model.get("codes"), state);
    return { rows, says: packed.says[state] || (rows.length ? "" : words.NO_DATA) };
  };
}

/**
 * @param {FigureModel} model
 * @param {Arithmetic} arithmetic
 * @returns {() => Answer}
 */
function computing(model, { rows, says }) {
  /** @type {string[]} */
  const names = model.get("names");
  const given = model.get("given");
  return () => {
    const state = Object.fromEntries(names.map((name) => [name, valueOf(model, name)]));
    return { rows: rows(state, given), says: says(state, given) };
  };
}

/**
 * A module from its text: a page that was opened from a folder may load no other.
 * @param {string} text
 * @returns {Promise<Arithmetic>}
 */
async function imported(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
