/** The states of all figures of a page, and its address: each follows the other, always. */

import { filled } from "../in_page/words.js";
import * as words from "../words.js";
import { readings, written } from "./address.js";
import * as settings from "./settings.js";

/** @import { Asked } from "./address.js" */
/** @import { Setting } from "./settings.js" */

/**
 * A figure of the page with what moves it.
 * @typedef {object} Moved
 * @property {Setting[]} settings
 * @property {(sentence: string) => void} say
 */

/** ms between two writings: browsers drop or refuse more than 100 in ten seconds. */
const PAUSE = 110;
/** ms until a change is written: a browser takes longer to write an address than a figure to move. */
const SOON = 40;
/** ms until the address is tried again where the browser refused it. */
const REFUSED = 1000;

export class PageState {
  /** @type {Map<string, Moved>} */
  #figures = new Map();
  #writing = 0;
  #lastWritten = -PAUSE;
  /** What the figures follow; another hash is a link that is still to be read. */
  #known = location.hash;

  /** @param {string} id @param {Moved} moved */
  add(id, moved) {
    if (this.#figures.has(id)) return;
    this.#figures.set(id, moved);
    for (const { control, trait } of moved.settings) control.on(`change:${trait}`, () => this.remember());
  }

  /** @param {string} id */
  remove(id) {
    this.#figures.delete(id);
  }

  /** Follow the address from now on. */
  start() {
    this.recall();
    // Sphinx's own scripts write the entry anew while the page loads.
    if (document.readyState !== "complete") addEventListener("load", () => this.#mark(), { once: true });
    addEventListener("hashchange", () => this.recall());
    // What is still to be written belongs to the entry that is about to be left.
    addEventListener("pagehide", () => this.#writing && this.write());
    addEventListener("click", ({ target }) => this.#writing && linked(target) && this.write(), { capture: true });
  }

  /** The address of the present state. */
  href() {
    const url = new URL(location.href);
    url.hash = this.#fragment();
    return url.href.replace(/#$/, "");
  }

  /** @param {string} [anchor] */
  #fragment(anchor = "") {
    /** @type {[string, [string, string][]][]} */
    const states = [];
    for (const [id, figure] of this.#figures) {
      const moved = figure.settings.filter(settings.isMoved);
      states.push([id, moved.flatMap((one) => settings.written(one).map((word) => pair(one.name, word)))]);
    }
    return written(anchor, states);
  }

  /** Write the address soon, once the figure that moved is on the screen. */
  remember() {
    const rest = this.#lastWritten + PAUSE - performance.now();
    this.#writing ||= window.setTimeout(() => idly(() => this.#writing && this.write()), Math.max(rest, SOON));
  }

  write() {
    clearTimeout(this.#writing);
    this.#writing = 0;
    if (location.hash === this.#known) this.#put(this.#fragment());
  }

  /** Mark the present entry again, and leave its address. */
  #mark() {
    if (location.hash === this.#known) this.#put(location.hash.slice(1));
  }

  /** @param {string} fragment */
  #put(fragment) {
    this.#lastWritten = performance.now();
    const to = fragment ? `#${fragment}` : location.pathname + location.search;
    try {
      // The mark tells an entry that holds the whole state from a link that is followed.
      history.replaceState({ ...history.state, wholeState: true }, "", to);
      this.#known = location.hash;
    } catch {
      // Too often, or not allowed to this page at all; the figures move all the same.
      this.#writing = window.setTimeout(() => this.write(), REFUSED);
    }
  }

  /** Bring the figures into the state that the address names, and the address into that of the figures. */
  recall() {
    const fragment = location.hash.slice(1);
    this.#known = location.hash;
    clearTimeout(this.#writing);
    this.#writing = 0;
    this.#lastWritten = performance.now(); // nothing is written before all of it is read
    const meant = readings(fragment, (id) => this.#figures.has(id));
    const asked = meant.find((one) => this.#refused(one).length === 0) ?? meant[0];
    // An entry of the history says all; of a link, what it does not name stays as it is.
    const whole = Boolean(history.state?.wholeState);
    for (const [id, figure] of this.#figures) {
      const query = asked?.states.get(id);
      if (query || whole) this.#set(figure, query ?? new URLSearchParams());
    }
    const [first] = asked?.states.keys() ?? [];
    if (!whole) document.getElementById(asked?.anchor || first || "")?.scrollIntoView({ block: "start" });
    const anchor = asked ? asked.anchor : decodable(fragment);
    if (this.#figures.size) this.#put(this.#fragment(anchor) || (first ?? fragment));
  }

  /**
   * @param {Moved} figure
   * @param {URLSearchParams} query
   */
  #set(figure, query) {
    for (const one of figure.settings) {
      // A link names what differs from the first setting.
      const value = query.has(one.name) ? settings.read(one, query.getAll(one.name)) : one.first;
      one.control.set(one.trait, value === undefined ? one.first : value);
    }
    const refused = refusals(figure, query).join("; ");
    figure.say(refused && filled(words.NOT_OFFERED, { refused }));
  }

  /** @param {Asked} asked */
  #refused(asked) {
    return [...asked.states].flatMap(([id, query]) => {
      const figure = this.#figures.get(id);
      return figure ? refusals(figure, query) : [];
    });
  }
}

/** ms after which an address is written whatever else the page has to do: it may never be idle. */
const LATEST = 200;

/**
 * Do something when no frame is wanted.
 * @param {() => void} work
 */
const idly = (work) => ("requestIdleCallback" in globalThis ? requestIdleCallback(work, { timeout: LATEST }) : setTimeout(work));

/** @param {EventTarget | null} target @returns {boolean} whether it is a link, or part of one */
const linked = (target) => target instanceof Element && Boolean(target.closest("a"));

/** @param {string} name @param {string} word @returns {[string, string]} */
const pair = (name, word) => [name, word];

/**
 * What a link asks for and the figure does not offer, in words.
 * @param {Moved} figure
 * @param {URLSearchParams} query
 */
function refusals(figure, query) {
  const known = new Map(figure.settings.map((one) => [one.name, one]));
  return [...new Set(query.keys())].flatMap((name) => {
    const one = known.get(name);
    const texts = query.getAll(name);
    if (one && settings.read(one, texts) !== undefined) return [];
    return [`${one ? settings.named(one) : name} ${texts.join(words.AND)}`.trim()];
  });
}

/**
 * A place of the page as the address names it; "" for what would be taken for a state.
 * @param {string} fragment
 */
const decodable = (fragment) => (/[?!]/.test(fragment) ? "" : fragment);
