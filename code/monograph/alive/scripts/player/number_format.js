/** The number formats of ipywidgets' readouts. */

/**
 * Write a number in a readout's format: d, .2f, .1%, .3e, .2g, with or without a comma.
 * @param {string | undefined} code
 * @param {number} value
 * @returns {string}
 */
export function format(code, value) {
  const parts = /^(,?)(?:\.(\d+))?([dfeg%]?)$/.exec(code ?? "");
  if (!parts) return String(value);
  const [, comma, written, type] = parts;
  const digits = written === undefined ? undefined : Number(written);
  if (type === "%") return `${(100 * value).toFixed(digits ?? 0)}%`;
  if (type === "e") return Number(value).toExponential(digits ?? 6);
  if (type === "g" && digits) return String(Number(Number(value).toPrecision(digits)));
  const places = type === "d" ? 0 : digits;
  const fixed = places === undefined ? {} : { minimumFractionDigits: places };
  const most = { maximumFractionDigits: places ?? 10 };
  return Number(value).toLocaleString("en-US", { useGrouping: comma === ",", ...most, ...fixed });
}
