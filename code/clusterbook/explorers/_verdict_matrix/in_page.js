/** The verdicts of a rule of the reader's own: `judging.py` for a page without a kernel. */

import { filled, fixed, listed } from "../../../monograph/alive/scripts/in_page/words.js";

/** @import { Row } from "../../../monograph/alive/scripts/types.js" */

/**
 * The thresholds, and under which reading, prior and discount.
 * @typedef {Record<string, number> & { reading: string, prior: string, discount: string }} State
 *
 * How many implications of a hypothesis have which status.
 * @typedef {Record<"passes" | "strained" | "failed" | "asserted" | "not_observed" | "hoops_failed" | "hoops_strained", number>} Tally
 *
 * @typedef {object} Given
 * @property {Record<string, Tally>} tallies hypothesis -> its tally
 * @property {Record<string, Record<string, number>>} posteriors hypothesis -> setting -> posterior
 * @property {string} out_of_reach stands for `pass_share` where no outcome could have been enough
 * @property {Record<string, string>} labels outcome -> its words
 * @property {Record<string, string>} words
 */

/**
 * The share that passes, and the share that would if all that was looked at had passed.
 * @param {Tally} tally
 * @param {State} limits
 */
function passShares({ passes, strained, failed, asserted, not_observed }, limits) {
  const credit = passes + limits.strained_credit * strained + limits.asserted_credit * asserted;
  const lookedAt = passes + strained + failed + asserted;
  const weighed = lookedAt + limits.unobserved_weight * not_observed;
  return weighed ? { share: credit / weighed, inReach: lookedAt / weighed } : { share: 0, inReach: 0 };
}

/** @param {Record<string, boolean>} tests @returns {string[]} those that hold */
const holding = (tests) => Object.keys(tests).filter((name) => tests[name]);

/** @param {State} state @param {Given} given */
function judged(state, { tallies, posteriors, out_of_reach }) {
  const setting = [state.reading, state.prior, state.discount].join("|");
  return Object.entries(tallies).map(([hypothesis, tally]) => {
    const posterior = posteriors[hypothesis][setting];
    const { share, inReach } = passShares(tally, state);
    const trouble = tally.hoops_failed + state.strained_hoop_weight * tally.hoops_strained;
    const doubts = holding({
      failed_hoops: tally.hoops_failed > state.failed_hoops,
      posterior_doubt: posterior <= state.posterior_doubt,
    });
    const lacks = holding({
      [inReach >= state.pass_share ? "pass_share" : out_of_reach]: share < state.pass_share,
      failed_hoops: trouble > state.failed_hoops,
      posterior_support: posterior < state.posterior_support,
    });
    const outcome = doubts.length ? "doubtful" : lacks.length ? "undecided" : "supported";
    const because = (doubts.length ? doubts : lacks).join(", ");
    return { hypothesis, share, trouble, posterior, outcome, because };
  });
}

const VERDICT = { value: null, asked: null, met: null, doubt: null };
const GAUGE = { hypothesis: null, share: null, trouble: null, posterior: null, outcome: null, because: null };

/** @param {State} state @param {Given} given @returns {Row[]} */
export function rows(state, given) {
  const { tallies, labels, words } = given;
  return judged(state, given).flatMap((one) => {
    const { hypothesis, share, trouble, posterior } = one;
    const { hoops_failed: failed, hoops_strained: strained } = tallies[hypothesis];
    /**
     * @param {"share" | "trouble" | "posterior"} name
     * @param {number} value
     * @param {number} asked
     * @param {boolean} met
     * @param {Record<string, unknown>} numbers
     */
    const gauge = (name, value, asked, met, numbers) => {
      const how = met ? words.met : name === "trouble" ? words.too_many : words.short;
      const doubt = name === "posterior" ? state.posterior_doubt : null;
      const key = `${hypothesis} ${name}`;
      return { ...GAUGE, kind: "gauge", key, words: filled(words[name], { ...numbers, met: how }), value, asked, met, doubt };
    };
    const { pass_share: passes, failed_hoops: hoops, posterior_support: support } = state;
    return [
      { ...VERDICT, ...one, kind: "verdict", key: hypothesis, words: labels[one.outcome] },
      gauge("share", share, passes, share >= passes, { value: fixed(100 * share, 1), asked: fixed(100 * passes, 0) }),
      gauge("trouble", trouble, hoops, trouble <= hoops, { failed, strained, asked: fixed(hoops, 0) }),
      gauge("posterior", posterior, support, posterior >= support, { value: fixed(posterior, 2), asked: fixed(support, 2) }),
    ];
  });
}

/** @param {State} state @param {Given} given */
export function says(state, given) {
  const { labels, words } = given;
  const found = judged(state, given);
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const { hypothesis, outcome } of found) {
    const label = labels[outcome].toLowerCase();
    groups.set(label, [...(groups.get(label) ?? []), hypothesis]);
  }
  const verdicts = [...groups].map(([outcome, names]) => filled(words.verdict, { hypotheses: listed(names), outcome }));
  const asked = {
    pass_share: fixed(100 * state.pass_share, 0),
    failed_hoops: fixed(state.failed_hoops, 0),
    posterior_support: fixed(state.posterior_support, 2),
    posterior_doubt: fixed(state.posterior_doubt, 2),
  };
  const reasons = found.map(({ hypothesis, share, trouble, posterior, outcome, because }) => {
    const measured = { share: fixed(100 * share, 1), trouble: fixed(trouble, 2), posterior: fixed(posterior, 3) };
    const names = because ? because.split(", ") : ["free"];
    const why = names.map((name) => filled(words[name], { ...measured, ...asked })).join(", ");
    return filled(outcome === "doubtful" ? words.doubtful : words.reason, { hypothesis, why });
  });
  const finding = filled(words.finding, { verdicts: verdicts.join("; ") });
  return `${finding}\n${filled(words.in_the_way, { reasons: reasons.join("; ") })}`;
}
