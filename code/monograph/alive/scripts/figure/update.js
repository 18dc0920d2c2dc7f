/** Bring the rows that a figure holds to those of another state, touching only what differs. */

import { same } from "./state.js";

/** @import { Row } from "../types.js" */

/**
 * The changes that lead from the rows held to the rows wanted; null if there is none. Rows keep their
 * places: the nth becomes the nth, what is too many goes, what is lacking comes at the end.
 *
 * @param {any} view
 * @param {string} name of the data set
 * @param {Row[]} wanted
 */
export function changes(view, name, wanted) {
  /** @type {Row[]} */
  const held = view.data(name);
  const change = view.changeset();
  let some = held.length !== wanted.length;
  const kept = Math.min(held.length, wanted.length);
  for (let nth = 0; nth < kept; nth++) {
    for (const field of Object.keys(wanted[nth])) {
      if (same(held[nth][field], wanted[nth][field])) continue;
      change.modify(held[nth], field, wanted[nth][field]);
      some = true;
    }
  }
  if (held.length > kept) change.remove(held.slice(kept));
  if (wanted.length > kept) change.insert(wanted.slice(kept));
  return some ? change : null;
}
