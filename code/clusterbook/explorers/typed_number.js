/**
 * A printed number that the reader types, read backwards: what `clusterbook.analysis.survey` does with
 * fractions. The arithmetic is in whole numbers, which a browser keeps exact: a number printed with d
 * decimals is U / 10^d, and a count of n prints so if it lies between two edges, (2U-1)/2 and (2U+1)/2
 * units where one rounds, U and U+1 units where one cuts off.
 */

import { filled } from "../../monograph/alive/scripts/in_page/words.js";

/**
 * A number as it is printed.
 * @typedef {object} Printed
 * @property {number} units U
 * @property {number} ten 10^d
 */

/**
 * What Python hands over for a typed number.
 * @typedef {object} Typing
 * @property {string} form what a number as printed looks like, a regular expression
 * @property {number} most
 * @property {number} whole what a count of n out of n prints as: 100 for a percentage, 1 for a mean
 * @property {[number, number]} bases the first and the last
 * @property {Record<string, string>} rules rule -> its name in a sentence
 * @property {string} refused said of an entry that cannot be read
 * @property {string} asked said where nothing is typed
 */

/**
 * The number, or null if it is none as print has it.
 * @param {string} printed
 * @param {Pick<Typing, "form" | "most">} typing
 * @returns {Printed | null}
 */
export function read(printed, { form, most }) {
  if (!new RegExp(form).test(printed) || Number(printed) > most) return null;
  const [whole, decimals = ""] = printed.split(".");
  return { units: Number(whole + decimals), ten: 10 ** decimals.length };
}

/** @param {string} printed @param {Typing} typing */
export const refusal = (printed, { refused, asked }) => (printed ? filled(refused, { printed }) : asked);

/**
 * The least and the greatest count of n that print as the number; the greatest is the smaller of the
 * two if none does.
 * @param {Printed} number
 * @param {number} n
 * @param {number} whole
 * @param {string} rule
 */
export function ends({ units, ten }, n, whole, rule) {
  const [from, to] = rule === "truncate" ? [0, 2] : [1, 1];
  const low = ((2 * units - from) * n) / (2 * whole * ten);
  const high = ((2 * units + to) * n) / (2 * whole * ten);
  const even = units % 2 === 0;
  const least = rule === "half_even" && !even ? Math.floor(low) + 1 : Math.ceil(low);
  const most = rule === "half_even" && even ? Math.floor(high) : Math.ceil(high) - 1;
  return [Math.max(0, least), whole === 100 ? Math.min(n, most) : most];
}

/**
 * The count of n that comes nearest to the number: half-way the lower one for a percentage, the upper
 * one for a mean, as `survey.lattice` and `survey.grim` have it.
 * @param {Printed} number
 * @param {number} n
 * @param {number} whole
 */
export function nearest({ units, ten }, n, whole) {
  const exact = (units * n) / (whole * ten);
  return whole === 100 ? Math.min(n, Math.ceil(exact - 0.5)) : Math.floor(exact + 0.5);
}

/** @param {[number, number]} bases @returns {number[]} all of them */
export const sequence = ([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
