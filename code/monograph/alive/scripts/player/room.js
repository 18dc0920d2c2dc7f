/** Room that words once took is kept for them, so that what stands below stays where it is. */

/**
 * Keep it as long as the column is as wide; in another column it is found anew.
 * @param {Iterable<Element>} places
 */
export function keepRoom(places) {
  /** @type {Map<Element, { wide: number, high: number }>} */
  const taken = new Map();
  const watch = new ResizeObserver((seen) => {
    for (const { target, borderBoxSize } of seen) {
      const place = /** @type {HTMLElement} */ (target);
      const { inlineSize: wide, blockSize: high } = borderBoxSize[0];
      const known = taken.get(place);
      if (known && known.wide !== wide) {
        taken.set(place, { wide, high: 0 });
        requestAnimationFrame(() => (place.style.minHeight = "")); // now, it would be measured again at once
      } else if (high > (known?.high ?? 0)) {
        taken.set(place, { wide, high });
        place.style.minHeight = `${high}px`; // as high as it stands: nothing moves by this
      }
    }
  });
  for (const place of places) watch.observe(place, { box: "border-box" });
}
