/** What could have printed a percentage: `counts_tried.py` for a page without a kernel. */

import { filled } from "../../../monograph/alive/scripts/in_page/words.js";
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
 * @property {{ label: string, printed: string }[]} shares those in print
 * @property {[number, number]} matter the two bases that the chapter is about
 * @property {number} listed more ways than this are counted at the end of a row, not listed
 * @property {number} many more ways than this are counted in the sentence
 * @property {Record<string, string>} words
 */

/**
 * @param {Printed} number
 * @param {string} rule
 * @param {Typing} typing
 */
const tried = (number, rule, { bases, whole }) =>
  sequence(bases).map((base) => {
    const [least, most] = ends(number, base, whole, rule);
    const fits = most >= least;
    return { base, count: fits ? least : nearest(number, base, whole), fits };
  });

/** @param {Printed} number @param {string} rule @param {Typing} typing @returns {string[]} */
const ways = (number, rule, typing) =>
  tried(number, rule, typing)
    .filter(({ fits }) => fits)
    .map(({ base, count }) => `${count}/${base}`);

/** How many of the shares in print each of the two bases can print under the rule. @param {string} rule @param {Given} given */
function headline(rule, { typing, shares, matter, words }) {
  const [fewer, valid] = matter.map(
    (base) =>
      shares.filter(({ printed }) => {
        const number = read(printed, typing);
        const [least, most] = number ? ends(number, base, typing.whole, rule) : [1, 0];
        return most >= least;
      }).length,
  );
  return filled(words.headline, { valid, fewer, shares: shares.length, all: matter[1], but_one: matter[0] });
}

/** What stands at the end of a row. @param {string[]} all @param {Given} given */
function end(all, { listed, words }) {
  if (!all.length) return words.no_count;
  return all.length > listed ? filled(words.ways, { ways: all.length }) : all.join(", ");
}

/** @param {State} state @param {Given} given @returns {Row[]} */
export function rows({ printed, rule }, given) {
  const { typing, shares, words } = given;
  /** @type {Row[]} */
  const found = [];
  for (const [row, share] of [{ label: "", printed }, ...shares].entries()) {
    const number = read(share.printed, typing);
    const named = row ? words.share : number ? words.yours : words.unread;
    const told = number ? end(ways(number, rule, typing), given) : "";
    found.push({ ...NONE, kind: "share", row, words: filled(named, share), end: told });
    for (const { base, count, fits } of number ? tried(number, rule, typing) : []) {
      const firms = filled(words.firms, { count, base });
      const prints = filled(fits ? words.prints : words.otherwise, share);
      const percent = (100 * count) / base;
      found.push({ kind: "count", row, words: firms, end: prints, base, count, percent, fits });
    }
  }
  return found;
}

const NONE = { base: null, count: null, percent: null, fits: null };

/** @param {State} state @param {Given} given */
export function says({ printed, rule }, given) {
  const { typing, words, many } = given;
  const number = read(printed, typing);
  const below = filled(words.below, { headline: headline(rule, given) });
  if (!number) return `${refusal(printed, typing)}\n${below}`;
  const all = ways(number, rule, typing);
  const [first, last] = typing.bases;
  const values = { printed, how: typing.rules[rule], first, last, fitting: all.length, bases: last - first + 1, ways: all.join(", ") };
  const said = all.length === 0 ? words.none : all.length > many ? words.many : words.few;
  return `${filled(said, values)}\n${below}`;
}
