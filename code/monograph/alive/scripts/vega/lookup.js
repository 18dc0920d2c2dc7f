/**
 * Vega's own lookup, which here passes on what it has changed: where one row of those that are looked up
 * has moved, Vega takes every row that looks there for another, and draws it anew.
 */

import { lookup } from "vega-transforms";

export class SparingLookup extends lookup {
  transform(params, pulse) {
    const { as, values } = params;
    if (!(as && values && params.modified())) return super.transform(params, pulse);
    const come = gathered(pulse, pulse.ADD);
    const moved = gathered(pulse, pulse.MOD);
    const rows = [];
    const held = []; // what all rows hold in each field, one after the other
    pulse.visit(pulse.SOURCE, (row) => {
      rows.push(row);
      for (const field of as) held.push(row[field]);
    });
    const out = super.transform(params, pulse);
    const other = (row, nth) => moved.has(row) || as.some((field, at) => row[field] !== held[nth * as.length + at]);
    out.mod = rows.filter((row, nth) => other(row, nth) && !come.has(row));
    out.modF = null;
    return out;
  }
}

function gathered(pulse, kind) {
  const rows = new Set();
  pulse.visit(kind, (row) => rows.add(row));
  return rows;
}
