/** What a reader is asked to reach: a button each, which sets one answer. */

import { element } from "../player/dom.js";
import * as words from "../words.js";

/** @import { FigureModel } from "../types.js" */

/**
 * A row of buttons; null if nothing is asked.
 * @param {FigureModel} model
 * @param {(answer: Record<string, unknown>) => void} set called with parameter -> what its control holds
 */
export function asking(model, set) {
  /** @type {[string, Record<string, unknown>][]} */
  const asked = model.get("challenges") ?? [];
  if (!asked.length) return null;
  const buttons = asked.map(([task, answer]) => {
    const button = element("button", { type: "button", className: "cb-button", textContent: task });
    button.addEventListener("click", () => set(answer));
    return element("li", {}, button);
  });
  return element("ul", { className: "cb-challenges", "aria-label": words.CHALLENGES }, ...buttons);
}
