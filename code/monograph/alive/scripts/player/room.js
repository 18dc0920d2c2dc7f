/** Room that words once took is kept for them, so that what stands below stays where it is: see `.cb-kept`. */

/**
 * Keep it as long as the column is as wide; in another column it is found anew. A place whose room is
 * kept is laid out by itself: other words in it have the browser lay out nothing around it.
 * @param {Iterable<Element>} places each with one element, which holds its words
 */
export function keepRoom(places) {
  /** @type {WeakMap<Element, { wide: number, high: number }>} */
  const taken = new WeakMap();
  const watch = new ResizeObserver((seen) => {
    for (const { target, borderBoxSize } of seen) {
      const { inlineSize: wide, blockSize: high } = borderBoxSize[0];
      const known = taken.get(target);
      const place = target.parentElement;
      if (!place || !high || (known?.wide === wide && known.high >= high)) continue;
      taken.set(target, { wide, high });
      place.style.setProperty("--cb-room", `${high}px`);
      place.classList.add("cb-kept");
    }
  });
  for (const { firstElementChild: words } of places) if (words) watch.observe(words, { box: "border-box" });
}
