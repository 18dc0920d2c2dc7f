/**
 * Figures laid out by hand. Vega finds how far each mark reaches, words measured and paths read number by
 * number, to lay out axes and legends around the marks and to fit the figure to them. Where there are
 * none and the figure's size is given, nobody asks: a page knows where its elements stand.
 */

import { parse } from "vega-parser";
import { Marks } from "vega-scenegraph";
import { bound } from "vega-view-transforms";

/** Vega's own, which here finds nothing: it says only which marks have changed. */
export class Placed extends bound {
  transform(params, pulse) {
    const { mark } = params;
    if (mark.marktype === "group" || mark.clip) return super.transform(params, pulse);
    const view = pulse.dataflow;
    if (!Marks[mark.marktype].nested) pulse.visit(pulse.MOD, (item) => view.dirty(item));
    else if (mark.items.length) view.dirty(mark.items[0]); // one element for all
    return pulse;
  }
}

/** Whether a group holds nothing that is laid out by what is drawn. */
const plain = ({ axes = [], legends = [], title, layout, marks = [] }) =>
  !(axes.length || legends.length || title || layout) && marks.every((mark) => mark.type !== "group" || plain(mark));

/** Have the steps of a dataflow, and of those in it, find nothing. */
function place({ operators }) {
  for (const step of operators) {
    if (step.type === "bound") step.type = "placed";
    const within = step.params?.subflow?.$subflow;
    if (within) place(within);
  }
}

/**
 * Vega's dataflow of a specification.
 * @param {any} spec
 */
export function parsed(spec) {
  const flow = parse(spec);
  if ((spec.autosize?.type ?? spec.autosize) === "none" && plain(spec)) place(flow);
  return flow;
}
