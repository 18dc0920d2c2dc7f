/** Words and numbers as Python writes them, for modules that answer a figure in the page. Pure. */

/**
 * A sentence with its places filled, as Python's `str.format` does with names.
 * @param {string} template "{count} of {base} firms"
 * @param {Record<string, unknown>} values
 */
export const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * A number with its decimals, halves away from zero, with a minus sign that is one.
 * @param {number} value
 * @param {number} digits
 * @param {boolean} [plus] whether a number that is not below zero has a sign too
 */
export function fixed(value, digits, plus = false) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) ? "−" : plus ? "+" : "") + text;
}

/**
 * A number of zero or more with commas between thousands.
 * @param {number} value
 * @param {number} [digits]
 */
export const grouped = (value, digits = 0) => fixed(value, digits).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");

/**
 * Names in a sentence: "H1", "H1 and H2", "H1, H2 and H3". Its twin is `join` in `drawing/text.py`.
 * @param {string[]} names
 */
export const listed = (names) => [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and ");
