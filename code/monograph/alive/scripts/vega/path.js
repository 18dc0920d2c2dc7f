/**
 * How far a path reaches, which Vega asks of each that changes. It would read the path number by number,
 * each from a copy of all that is left; a path of a thousand points took it longer than all else.
 */

import { Marks } from "vega-scenegraph";

const TOKENS = /[a-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi;
/** How many numbers a command takes. An arc's can stand without anything between them: those are left to Vega. */
const TAKES = { m: 2, l: 2, h: 1, v: 1, z: 0, c: 6, s: 4, q: 4, t: 2 };

/**
 * The commands of a path as Vega keeps them; null for one that Vega must read.
 * @param {string} path
 */
export function commands(path) {
  const found = [];
  const tokens = path.match(TOKENS) ?? [];
  for (let at = 0; at < tokens.length; ) {
    let command = tokens[at++];
    const takes = TAKES[command.toLowerCase()];
    if (takes === undefined) return null;
    do {
      const one = [command];
      for (let nth = 0; nth < takes; nth++) one.push(Number(tokens[at++]));
      if (one.some((part, nth) => nth && Number.isNaN(part))) return null;
      found.push(one);
      if (command === "m") command = "l";
      if (command === "M") command = "L";
    } while (takes && at < tokens.length && !/[a-z]/i.test(tokens[at]));
  }
  return found;
}

const { bound } = Marks.path;

/** Have Vega find what a path reaches by commands that are read at once. */
export function readPathsAtOnce() {
  Marks.path.bound = (bounds, item) => {
    const { path } = item;
    if (path && item.pathCache?.path !== path) {
      const read = commands(path);
      if (read) item.pathCache = Object.assign(read, { path });
    }
    return bound(bounds, item);
  };
}
