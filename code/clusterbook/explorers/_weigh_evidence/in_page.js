/** Posteriors and weights of items at a setting: `weights.py` for a page without a kernel. */

import { filled, fixed } from "../../../monograph/alive/scripts/in_page/words.js";

/** @import { Row } from "../../../monograph/alive/scripts/types.js" */

/**
 * The controls; by the ticks of the items, whether they count.
 * @typedef {Record<string, boolean> & Setting} State
 *
 * @typedef {object} Setting
 * @property {string} hypothesis the one chosen
 * @property {string} coding whose likelihoods
 * @property {string} reading
 * @property {number} start prior of a hypothesis
 * @property {string} first the rival that is put before the others
 * @property {number} discount
 * @property {number} spread factor on the intervals' logarithmic width
 * @property {number} lean dB by which the intervals of a hypothesis move
 *
 * One item; of each coding and reading, and of each explanation, the ends of its likelihood.
 * @typedef {{ item: string, tick: string, ends: Record<string, [number, number][]> }} Item
 *
 * @typedef {object} Given
 * @property {{ hypothesis: string, items: Item[] }[]} hypotheses
 * @property {string[]} explanations
 * @property {Record<string, string>} labels rival -> its label within a sentence
 * @property {string} focus the explanation that is the hypothesis itself
 * @property {string} evenly the choice of `first` that puts no rival before the others
 * @property {number} favoured share of a favoured rival in what is left to the rivals
 * @property {Record<string, string>} words
 */

/** Natural logarithm per decibel. */
const NATURAL = Math.LN10 / 10;

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** The prior of each explanation. @param {State} state @param {Given} given */
function priors({ start, first }, { explanations, focus, evenly, favoured }) {
  const rivals = explanations.length - 1;
  const rest = (1 - favoured) / (rivals - 1);
  const share = (/** @type {string} */ name) => (first === evenly ? 1 / rivals : first === name ? favoured : rest);
  return explanations.map((name) => (name === focus ? start : (1 - start) * share(name)));
}

/** The ends that hold. @param {Item} item @param {State} state */
const endsOf = ({ ends }, { coding, reading }) => ends[`${coding} ${reading}`];

/** Whether an item says anything. @param {Item} item @param {State} state */
const informs = (item, state) => endsOf(item, state).some(([low]) => low < 1);

/**
 * The logarithms of an item's ends under each explanation, as stretched and leant.
 * @param {Item} item
 * @param {State} state
 * @param {Given} given
 */
function cells(item, state, { explanations, focus }) {
  const { spread, lean } = state;
  if (!informs(item, state)) return explanations.map(() => ({ lo: 0, hi: 0 }));
  return endsOf(item, state).map((ends, e) => {
    const [low, high] = ends.map(Math.log);
    const middle = (low + high) / 2 + (explanations[e] === focus ? lean * NATURAL : 0);
    const half = ((high - low) / 2) * spread;
    return { lo: Math.min(0, middle - half), hi: Math.min(0, middle + half) };
  });
}

/**
 * Bayes' rule for one hypothesis: at the midpoints, and in the two corners that are extreme.
 * @param {Item[]} items
 * @param {State} state
 * @param {Given} given
 */
function posteriors(items, state, given) {
  const counting = items.filter(({ tick }) => state[tick]).map((item) => cells(item, state, given));
  const { discount } = state;
  const weighed = priors(state, given).map((prior, e) => {
    const lo = sum(counting.map((cell) => cell[e].lo));
    const hi = sum(counting.map((cell) => cell[e].hi));
    const at = (/** @type {number} */ log) => prior * Math.exp(discount * log);
    return { prior, mid: at((lo + hi) / 2), low: at(lo), high: at(hi) };
  });
  const all = sum(weighed.map(({ mid }) => mid));
  const lows = sum(weighed.map(({ low }) => low));
  const highs = sum(weighed.map(({ high }) => high));
  return weighed.map(({ prior, mid, low, high }) => ({
    prior,
    posterior: mid / all,
    lowest: low / (low + highs - high),
    highest: high / (high + lows - low),
  }));
}

/** @type {WeakMap<State, ReturnType<typeof posteriors>[]>} */
const weighed = new WeakMap();

/**
 * The posteriors of each hypothesis; found once for a state, which rows show and words tell.
 * @param {State} state
 * @param {Given} given
 */
function ofEach(state, given) {
  const known = weighed.get(state) ?? given.hypotheses.map(({ items }) => posteriors(items, state, given));
  weighed.set(state, known);
  return known;
}

/**
 * What an item says for its hypothesis against the rivals, mixed as the prior has them, in decibels.
 * @param {Item} item
 * @param {State} state
 * @param {Given} given
 */
function decibels(item, state, given) {
  const own = given.explanations.indexOf(given.focus);
  const found = cells(item, state, given);
  const mix = priors(state, given).map((prior, e) => (e === own ? 0 : prior / (1 - state.start)));
  const rivals = (/** @type {(cell: { lo: number, hi: number }) => number} */ log) =>
    Math.log(sum(found.map((cell, e) => mix[e] * Math.exp(log(cell)))));
  const { lo, hi } = found[own];
  return {
    db: ((lo + hi) / 2 - rivals((cell) => (cell.lo + cell.hi) / 2)) / NATURAL,
    lowest: (lo - rivals((cell) => cell.hi)) / NATURAL,
    highest: (hi - rivals((cell) => cell.lo)) / NATURAL,
  };
}

/** In whole percent; a half goes up, wherever its last binary digit has it. @param {number} share */
const percent = (share) => `${fixed(100 * (share + 1e-9), 0)}%`;

/** @param {number} lowest @param {number} highest @param {Given["words"]} words */
const verdict = (lowest, highest, words) => (lowest > 0.5 ? words.above : highest < 0.5 ? words.below : words.open);

/**
 * A posterior and its range, in words.
 * @param {{ posterior: number, lowest: number, highest: number }} found
 * @param {Given["words"]} words
 */
function ranging({ posterior, lowest, highest }, words) {
  const least = lowest < 0.005 ? words.least : percent(lowest).slice(0, -1);
  return filled(words.range, { posterior: percent(posterior), lowest: least, highest: percent(highest) });
}

const NEITHER = { hypothesis: null, explanation: null, own: null, prior: null, posterior: null };
const NONE = { ...NEITHER, item: null, db: null, lowest: null, highest: null, informs: null, counts: null };

/** @param {State} state @param {Given} given @returns {Row[]} */
export function rows(state, given) {
  const { hypothesis: chosen } = state;
  const { hypotheses, explanations, focus, words } = given;
  const heads = [words.all, words.rivals, words.items].map((head, order) => ({
    ...NONE,
    block: "heads",
    order,
    words: filled(head, { hypothesis: chosen }),
  }));
  const found = ofEach(state, given);
  const strip = hypotheses.map(({ hypothesis }, order) => {
    const one = found[order][explanations.indexOf(focus)];
    const said = { range: ranging(one, words), verdict: verdict(one.lowest, one.highest, words) };
    const about = { hypothesis, explanation: focus, own: true };
    return { ...NONE, block: "strip", order, words: filled(words.verdict, said), ...about, ...one };
  });
  const nth = hypotheses.findIndex(({ hypothesis }) => hypothesis === chosen);
  const rivals = found[nth].map((one, order) => {
    const about = { hypothesis: chosen, explanation: explanations[order], own: explanations[order] === focus };
    return { ...NONE, block: "rivals", order, words: ranging(one, words), ...about, ...one };
  });
  const items = hypotheses[nth].items.map((item, order) => {
    const says = informs(item, state);
    const counts = says && state[item.tick];
    const weight = decibels(item, state, given);
    const told = !says ? words.silent : counts ? words.counts : words.off;
    const said = filled(told, { db: fixed(weight.db, 1, true) });
    return { ...NONE, block: "items", order, words: said, hypothesis: chosen, item: item.item, ...weight, informs: says, counts };
  });
  return [...heads, ...strip, ...rivals, ...items];
}

/** @param {State} state @param {Given} given */
export function says(state, given) {
  const { hypotheses, explanations, focus, labels, words } = given;
  const each = ofEach(state, given);
  const parts = hypotheses.map(({ hypothesis }, nth) => {
    const found = each[nth];
    const { posterior, lowest, highest } = found[explanations.indexOf(focus)];
    const said = { hypothesis, verdict: verdict(lowest, highest, words) };
    const shares = { posterior: percent(posterior), lowest: percent(lowest), highest: percent(highest) };
    const told = filled(words.told, { ...said, ...shares });
    if (hypothesis !== state.hypothesis) return `${told}.`;
    // Rounded, so that of equals the first leads, here and in Python.
    const ranks = found.map((one) => Math.round(1e9 * one.posterior));
    const best = ranks.indexOf(Math.max(...ranks));
    const ahead = { told, rival: labels[explanations[best]], posterior: percent(found[best].posterior) };
    return `${filled(explanations[best] === focus ? words.alone : words.ahead, ahead)}\n`;
  });
  const first = parts.findIndex((part) => part.endsWith("\n"));
  return parts[first] + parts.filter((_, nth) => nth !== first).join(" ");
}
