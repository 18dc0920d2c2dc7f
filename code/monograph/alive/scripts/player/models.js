/** Saved widgets as models that tell who listens when a trait changes, and the links between them. */

/** @import { SavedBuffer, SavedWidget } from "../types.js" */

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** @param {SavedBuffer} buffer */
function decode({ data, encoding }) {
  if (encoding === "hex") {
    return new DataView(Uint8Array.from(data.match(/../g) ?? [], (pair) => parseInt(pair, 16)).buffer);
  }
  const text = atob(data);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return new DataView(bytes.buffer);
}

/**
 * A field whose value is made when it is asked for first: most figures of a page are never reached.
 * @param {any} holder
 * @param {string | number} key
 * @param {() => unknown} make
 */
function later(holder, key, make) {
  const is = (/** @type {unknown} */ value) =>
    Object.defineProperty(holder, key, { value, writable: true, configurable: true, enumerable: true });
  Object.defineProperty(holder, key, {
    get: () => is(make())[key],
    set: is,
    configurable: true,
    enumerable: true,
  });
}

/** One widget: its traits, with the interface that anywidget gives to a figure. */
export class Model {
  /** @type {Map<string, Set<(...given: any[]) => void>>} */
  #listeners = new Map();

  /**
   * @param {Map<string, Model>} all the page's models by id
   * @param {SavedWidget} saved
   */
  constructor(all, { model_name, state, buffers }) {
    this.all = all;
    this.name = model_name;
    /** @type {Record<string, any>} */
    this.state = { ...state };
    for (const buffer of buffers ?? []) {
      /** @type {any} */
      let parent = this.state;
      for (const key of buffer.path.slice(0, -1)) parent = parent[key];
      later(parent, /** @type {string | number} */ (buffer.path.at(-1)), () => decode(buffer));
    }
  }

  /** @param {string} key @returns {any} */
  get(key) {
    return this.state[key];
  }

  /**
   * A trait with references to other widgets resolved.
   * @param {string} key
   * @returns {any}
   */
  resolved(key) {
    /** @param {unknown} value @returns {unknown} */
    const resolve = (value) => {
      if (typeof value === "string" && value.startsWith("IPY_MODEL_")) return this.all.get(value.slice(10));
      return Array.isArray(value) ? value.map(resolve) : value;
    };
    return resolve(this.state[key]);
  }

  /** @param {string} key @param {unknown} value */
  set(key, value) {
    if (same(this.state[key], value)) return;
    this.state[key] = value;
    for (const heard of [...(this.#listeners.get(`change:${key}`) ?? [])]) heard(this, value);
  }

  /** @param {string} event @param {(...given: any[]) => void} heard */
  on(event, heard) {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(heard));
  }

  /** @param {string} event @param {(...given: any[]) => void} heard */
  off(event, heard) {
    this.#listeners.get(event)?.delete(heard);
  }

  save_changes() {} // there is no kernel to tell
  send() {}

  /**
   * Call `show` with the trait now and whenever it changes.
   * @param {string} key
   * @param {(value: any) => void} show
   */
  follow(key, show) {
    show(this.get(key));
    this.on(`change:${key}`, () => show(this.get(key)));
  }
}

/** @param {Model} model */
export const isLink = (model) => model.name === "LinkModel" || model.name === "DirectionalLinkModel";

/**
 * Let the target of a link follow its source, and of a two-way link the source its target.
 * @param {Model} link
 */
export function wire(link) {
  const [[source, from], [target, to]] = [link.resolved("source"), link.resolved("target")];
  const forward = () => target.set(to, source.get(from));
  forward();
  source.on(`change:${from}`, forward);
  if (link.name === "LinkModel") target.on(`change:${to}`, () => source.set(from, target.get(to)));
}

/**
 * The models of a page's saved state, wired.
 * @param {Record<string, SavedWidget>} saved
 * @returns {Map<string, Model>}
 */
export function revived(saved) {
  /** @type {Map<string, Model>} */
  const all = new Map();
  for (const [id, entry] of Object.entries(saved)) all.set(id, new Model(all, entry));
  for (const model of all.values()) if (isLink(model)) wire(model);
  return all;
}
