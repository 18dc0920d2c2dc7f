/** The marks of a drawn figure. Here, and in Vega's renderer as we have it, fields are used that Vega does not document. */

/**
 * A mark that has something to tell, and where it stands in the window.
 * @typedef {object} Telling
 * @property {any} item as Vega's tooltip wants it
 * @property {unknown} told
 * @property {DOMRect} place
 */

/** @param {any} item @returns {Element | undefined} its element: Vega keeps it in a private field */
const elementOf = (item) => item._svg;

/**
 * The marks that have something to tell a pointer, in the order in which they are drawn. A mark and
 * its label stand for one datum: they are one.
 * @param {any} view
 * @returns {Telling[]}
 */
export function telling(view) {
  /** @type {Map<unknown, Telling>} */
  const found = new Map();
  /** @param {any} item */
  const walk = (item) => {
    if (item.tooltip && !found.has(item.datum)) {
      const place = elementOf(item)?.getBoundingClientRect();
      if (place?.width) found.set(item.datum, { item, told: item.tooltip, place });
    }
    for (const child of item.items ?? []) walk(child);
  };
  walk(view.scenegraph().root);
  return [...found.values()];
}
