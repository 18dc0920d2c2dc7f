/** What could have printed a mean of whole things: `means_tried.py` for a page without a kernel. */

import { filled, fixed } from "../../../monograph/alive/scripts/in_page/words.js";
import { ends, nearest, read, refusal, sequence } from "../typed_number.js";

/** @import { Row } from "../../../monograph/alive/scripts/types.js" */
/** @import { Printed, Typing } from "../typed_number.js" */

/**
 * @typedef {object} State
 * @property {string} printed
 * @property {string} rule
 *
 * @typedef {object} Given
 * @property {Typing} typing
 * @property {[number, number]} matter the two bases that the chapter is about
 * @property {number} furthest the farthest that the nearest attainable mean can be from any number
 * @property {number} margin the field of the means is so much higher than what stands in it
 * @property {number} clear of half the field: what the number in the middle takes
 * @property {Record<string, string>} words
 */

/**
 * @param {Printed} number
 * @param {number} base
 * @param {string} rule
 * @param {Typing} typing
 */
function tried(number, base, rule, { whole }) {
  const [least, most] = ends(number, base, whole, rule);
  const near = nearest(number, base, whole);
  const fits = most >= least;
  const total = !fits || (near >= least && near <= most) ? near : least;
  return { base, total, mean: total / base, fits, least: fits ? least : null, most: fits ? most : null };
}

const NONE = { words: null, rise: null, rise2: null, base: null, total: null, mean: null };
const NEITHER = { ...NONE, fits: null, least: null, most: null, over: null, prints: null };

/** @param {State} state @param {Given} given @returns {Row[]} */
export function rows({ printed, rule }, given) {
  const { typing, furthest, margin, clear, words } = given;
  const number = read(printed, typing);
  if (!number) return [];
  const found = sequence(typing.bases).map((base) => tried(number, base, rule, typing));
  const value = number.units / number.ten;
  const unit = 1 / number.ten;
  const [below, above] = rule === "truncate" ? [0, unit] : [0.5 * unit, 0.5 * unit];
  const reach = margin * Math.max(above, furthest);
  const wide = (0.5 * unit) / reach > clear;
  const decimals = Math.round(Math.log10(number.ten));
  // Ends that would touch the number in the middle are not written.
  const lines = [0, ...[-below, above].filter((end) => end && wide)].map((off) => ({
    ...NEITHER,
    kind: "line",
    rise: off / reach,
    // While the ends are written, with one decimal more than in print.
    words: wide ? fixed(value + off, decimals + 1) : printed,
  }));
  const means = found.map((one) => ({
    ...NEITHER,
    ...one,
    kind: "base",
    rise: (one.mean - value) / reach,
    words: filled(words.mean, one),
    over: filled(words.total, one),
    prints: filled(one.fits ? words.prints : words.otherwise, { printed }),
  }));
  return [
    { ...NEITHER, kind: "band", rise: above / reach, rise2: -below / reach },
    ...lines,
    ...means,
  ];
}

/** @param {State} state @param {Given} given */
export function says({ printed, rule }, { typing, matter, words }) {
  const number = read(printed, typing);
  if (!number) return `${refusal(printed, typing)}\n`;
  const bases = sequence(typing.bases);
  const [fewer, valid] = matter.map((base) => {
    const [least, most] = ends(number, base, typing.whole, rule);
    if (most < least) return words.none;
    return most > least ? filled(words.range, { least, most }) : String(least);
  });
  return filled(words.told, {
    printed,
    how: typing.rules[rule],
    count: bases.filter((base) => tried(number, base, rule, typing).fits).length,
    bases: bases.length,
    but_one: matter[0],
    fewer,
    all: matter[1],
    valid,
  });
}
