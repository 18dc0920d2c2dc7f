/** The ratio of sample to cluster at a setting of its inputs: `levers.py` for a page without a kernel. */

import { filled, fixed, grouped } from "../../../monograph/alive/scripts/in_page/words.js";

/** @import { Row } from "../../../monograph/alive/scripts/types.js" */

/**
 * One input of the ratio.
 * @typedef {object} Lever
 * @property {Key} input
 * @property {string} name of the control
 * @property {number} scale from the control's unit to the input's
 * @property {number} least of the range that the book assumes, in the input's unit
 * @property {number} most
 * @property {boolean} rises whether the ratio rises in it
 * @property {number} digits
 * @property {boolean} percent
 * @property {string} before
 * @property {string} after
 * @property {string} called
 * @property {string} unit
 *
 * @typedef {"output_mcny" | "firms" | "sales_per_output" | "floor_kept"} Key
 * @typedef {Record<Key, number>} Inputs
 * @typedef {Record<string, number>} State by the names of the controls
 *
 * @typedef {object} Given
 * @property {number} floor under the mean of the sample
 * @property {Lever[]} levers
 * @property {Record<string, string>} words
 */

/** @param {number} floor @param {Inputs} inputs */
const ratioOf = (floor, { output_mcny, firms, sales_per_output, floor_kept }) =>
  (floor * floor_kept) / ((output_mcny * sales_per_output) / firms);

/** @param {Lever[]} levers @param {(lever: Lever) => number} value @returns {Inputs} */
const inputsOf = (levers, value) =>
  /** @type {Inputs} */ (Object.fromEntries(levers.map((lever) => [lever.input, value(lever)])));

/** @param {Lever} lever @param {State} state */
const held = ({ name, scale }, state) => state[name] * scale;

/** @param {Lever} lever @param {State} state */
const inside = (lever, state) => lever.least <= held(lever, state) && held(lever, state) <= lever.most;

/**
 * The least and the greatest ratio with some inputs anywhere in their ranges, the others as they are.
 * @param {Given} given
 * @param {State} state
 * @param {(lever: Lever) => boolean} free
 */
function extremes({ floor, levers }, state, free) {
  const at = (/** @type {boolean} */ up) =>
    ratioOf(
      floor,
      inputsOf(levers, (lever) => {
        if (!free(lever)) return held(lever, state);
        return lever.rises === up ? lever.most : lever.least;
      }),
    );
  return { low: at(false), high: at(true) };
}

/** @param {Lever} lever @param {number} value in the control's unit */
const written = ({ digits, percent }, value) => (percent ? `${grouped(100 * value, digits)}%` : grouped(value, digits));

const NONE = { end: null, row: null, input: null, value: null, low: null, high: null, needed: null, ratio: null, inside: null };

/** @param {State} state @param {Given} given @returns {Row[]} */
export function rows(state, given) {
  const { floor, levers, words } = given;
  const ratio = ratioOf(floor, inputsOf(levers, (lever) => held(lever, state)));
  const said = { ratio: fixed(ratio, 2) };
  const inputs = levers.map((lever, row) => {
    const { input, name, scale, before, after, unit } = lever;
    const value = state[name];
    const needed = lever.rises ? value / ratio : value * ratio;
    const [least, most] = [lever.least, lever.most].map((end) => written(lever, end / scale));
    const within = inside(lever, state);
    const told = { before, after, value: written(lever, value), least, most };
    // More than a whole floor cannot be kept.
    const never = input === "floor_kept" && needed > 1;
    return {
      ...NONE,
      kind: "range",
      words: filled(within ? words.within : words.beyond, told),
      end: never ? words.never : filled(words.closes, { needed: written(lever, needed), unit }),
      row,
      input,
      value,
      ...extremes(given, state, (one) => one === lever),
      needed,
      inside: within,
    };
  });
  const all = extremes(given, state, () => true);
  const range = filled(words.range, { least: fixed(all.low, 2), most: fixed(all.high, 2) });
  return [
    { ...NONE, kind: "now", words: filled(words.now, said), ratio },
    ...inputs,
    { ...NONE, kind: "range", words: words.all, end: range, row: levers.length, input: "all", ...all, inside: true },
  ];
}

/** @param {State} state @param {Given} given */
export function says(state, given) {
  const { floor, levers, words } = given;
  const ratio = ratioOf(floor, inputsOf(levers, (lever) => held(lever, state)));
  const { low, high } = extremes(given, state, () => true);
  const beyond = levers.filter((lever) => !inside(lever, state)).map(({ called }) => called);
  const where = beyond.length ? filled(words.outside, { inputs: beyond.join(", ") }) : words.inside;
  return filled(words.told, { ratio: fixed(ratio, 2), where, least: fixed(low, 2), most: fixed(high, 2) });
}
