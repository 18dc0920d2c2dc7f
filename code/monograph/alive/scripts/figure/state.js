/** The state of a figure, and what Python computed for it. Pure. */

/** @import { Packed, Row } from "../types.js" */

/**
 * The value of a parameter: selection controls hold an index, `choices` says of what.
 * @param {{ get(key: string): any }} model
 * @param {string} name
 * @returns {any}
 */
export function valueOf(model, name) {
  const held = model.get(name);
  const choices = model.get("choices")[name];
  if (!choices) return held;
  return Array.isArray(held) ? held.map((i) => choices[i]) : choices[held];
}

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** @param {unknown} a @param {unknown} b */
const near = (a, b) => same(a, b) || (typeof a === "number" && Math.abs(a - /** @type {number} */ (b)) < 1e-9);

/**
 * The number of the present state in the packed table; -1 if no such state was computed.
 * @param {Packed["axes"]} axes
 * @param {(name: string) => unknown} valueFor
 */
export function stateNumber(axes, valueFor) {
  let state = 0;
  for (const [name, offered] of axes) {
    const wanted = valueFor(name);
    const at = offered.findIndex((value) => near(value, wanted));
    if (at < 0) return -1;
    state = state * offered.length + at;
  }
  return state;
}

/**
 * The rows of one state, unpacked from distinct values and 16-bit codes.
 * @param {Packed} packed
 * @param {DataView} codes
 * @param {number} state
 */
export function unpack({ columns, starts }, codes, state) {
  const total = /** @type {number} */ (starts.at(-1));
  /** @type {Row[]} */
  const rows = [];
  for (let r = starts[state]; r < starts[state + 1]; r++) {
    /** @type {Row} */
    const row = {};
    columns.forEach(([name, values], c) => {
      row[name] = values[codes.getUint16(2 * (c * total + r), true)];
    });
    rows.push(row);
  }
  return rows;
}
