/** Elements made in one call. */

let last = 0;

/** An id that no other element of the page has. */
export const newId = () => `cb-control-${++last}`;

/**
 * Make an element; of its properties those that are null or undefined are left out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties] properties of the element, else attributes
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (key in made) Object.assign(made, { [key]: value });
    else made.setAttribute(key, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

/**
 * Have a place say other words. Its text changes: one that is made anew has the page around it styled.
 * @param {Element} place
 * @param {string} words
 */
export function reword(place, words) {
  const [text, more] = place.childNodes;
  if (text instanceof Text && !more) {
    if (text.data !== words) text.data = words;
  } else if (place.textContent !== words) place.textContent = words;
}
