/** What a figure shows in a state, looked up in what Python packed. */

import { stateNumber, unpack, valueOf } from "./state.js";

/** @import { Answer, FigureModel } from "../types.js" */

/**
 * Return what answers a figure's states; null if its chart's own expressions do.
 * @param {FigureModel} model
 * @returns {(() => Answer) | null}
 */
export function answering(model) {
  const packed = model.get("packed");
  if (!packed.axes) return null;
  return () => {
    const state = stateNumber(packed.axes, (name) => valueOf(model, name));
    if (state < 0) return { rows: [], says: "Nothing was computed for this state." };
    const rows = unpack(packed, model.get("codes"), state);
    return { rows, says: packed.says[state] || (rows.length ? "" : "This state has no data.") };
  };
}
