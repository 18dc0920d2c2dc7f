/** The part of an address that names states of figures: "#fig-one?overlap=5&base=60!fig-two?year=1993". */

/**
 * What an address asks for.
 * @typedef {object} Asked
 * @property {string} anchor the place on the page, "" if none is named
 * @property {Map<string, URLSearchParams>} states figure -> what its parameters shall be
 */

/**
 * What a fragment may mean, the most literal reading first. Programs that pass links on encode signs,
 * some of them twice, write & as HTML does, and take the full stop after a link for a part of it.
 *
 * @param {string} fragment without the "#"
 * @param {(id: string) => boolean} isFigure
 * @returns {Asked[]} those that name a figure of the page; none if none does
 */
export function readings(fragment, isFigure) {
  const texts = new Set();
  for (const decoded of decodings(fragment)) {
    const plain = decoded.replaceAll("&amp;", "&");
    for (const text of [decoded, plain, plain.replace(/[\s.,;:>"'。，、；：！？\p{Pe}\p{Pf}]+$/u, "")]) texts.add(text);
  }
  return [...texts].map((text) => asked(text, isFigure)).filter(({ states }) => states.size);
}

/** @param {string} text */
function decodings(text) {
  const found = [text];
  for (let times = 0; times < 2; times++) {
    try {
      found.push(decodeURIComponent(/** @type {string} */ (found.at(-1))));
    } catch {
      break; // a % that encodes nothing
    }
  }
  return found;
}

/**
 * @param {string} text
 * @param {(id: string) => boolean} isFigure
 * @returns {Asked}
 */
function asked(text, isFigure) {
  /** @type {Asked["states"]} */
  const states = new Map();
  let anchor = "";
  for (const part of text.split("!")) {
    const at = part.indexOf("?");
    if (at < 0) anchor ||= part;
    else if (isFigure(part.slice(0, at))) states.set(part.slice(0, at), new URLSearchParams(part.slice(at + 1)));
  }
  return { anchor, states };
}

/**
 * The fragment that `readings` reads as this.
 * @param {string} anchor
 * @param {[string, [string, string][]][]} states figure -> parameter and word, one pair a word
 */
export function written(anchor, states) {
  // A space as %20: as "+" it is lost where a program encodes the "+".
  const query = (/** @type {[string, string][]} */ pairs) => String(new URLSearchParams(pairs)).replaceAll("+", "%20");
  const parts = states.filter(([, pairs]) => pairs.length).map(([id, pairs]) => `${id}?${query(pairs)}`);
  return [anchor, ...parts].filter(Boolean).join("!");
}
