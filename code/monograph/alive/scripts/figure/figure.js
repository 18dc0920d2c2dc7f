/**
 * One Vega figure whose signals mirror the traits of its widget. Bundled, it imports nothing, so that
 * it runs from a blob: URL, with no network, in JupyterLab and in a published page alike.
 *
 * Events of its element: "monograph:ready" once it is drawn (detail: Vega's view),
 * "monograph:shown" after each change, "monograph:failed" if it cannot be drawn (detail: why).
 */

import { answering } from "./answers.js";
import { loadVega } from "./library.js";
import { lines, readByKeys } from "./readings.js";
import { telling } from "./marks.js";
import { same, valueOf } from "./state.js";
import { element, reword } from "../player/dom.js";
import { asking } from "./challenges.js";
import { changes } from "./update.js";

/** @import { Answer, FigureModel } from "../types.js" */

const ROWS = "rows";

/** px: no figure is drawn for a narrower column; in one it is shown smaller, as its still is. */
const LEAST = 328;

/** @param {Element} element */
const widthOf = (element) => Math.floor(element.clientWidth);

/** @param {Element} element */
function attached(element) {
  if (widthOf(element) > 0) return Promise.resolve();
  return new Promise((/** @type {(there: void) => void} */ there) => {
    const watch = new ResizeObserver(() => {
      if (widthOf(element) > 0) {
        watch.disconnect();
        there();
      }
    });
    watch.observe(element);
  });
}

/**
 * Fit a canvas into its box.
 * @param {Element} box
 * @param {HTMLElement} canvas
 * @returns {number} px for which to draw
 */
function fit(box, canvas) {
  const room = widthOf(box);
  canvas.style.zoom = room < LEAST ? String(room / LEAST) : "";
  return Math.max(room, LEAST);
}

/**
 * The specification, opened in the state of the model.
 * @param {FigureModel} model
 * @param {number} width px
 * @param {Answer | undefined} first
 */
function opened(model, width, first) {
  const spec = structuredClone(model.get("vega"));
  for (const signal of spec.signals ?? []) {
    if (model.get("names").includes(signal.name)) {
      signal.value = valueOf(model, signal.name);
      delete signal.init;
    }
    if (signal.name === "width" && signal.init) {
      signal.value = width;
      delete signal.init;
      delete signal.on; // the figure follows its column, not the window
    }
  }
  if (first) {
    const rows = (spec.data ??= []).find((/** @type {any} */ data) => data.name === ROWS);
    if (rows) rows.values = first.rows;
  }
  return spec;
}

/**
 * The finding, which is the figure's title, and the rest of what a state says; words in one line are
 * no finding. Python has it in `says.py`.
 * @param {string} said
 */
function parted(said) {
  const at = said.indexOf("\n");
  return at < 0 ? ["", said] : [said.slice(0, at), said.slice(at + 1)];
}

/**
 * Set an answer; what it does not name goes back to where it stood.
 * @param {FigureModel} model
 * @param {Record<string, unknown>} answer
 * @param {Record<string, unknown>} opens
 */
function answerWith(model, answer, opens) {
  for (const [name, value] of Object.entries({ ...opens, ...answer })) model.set?.(name, value);
  model.save_changes?.();
}

/**
 * Turn the switch that a mark's row names in its field `toggles`; say whether there was one.
 * @param {FigureModel} model
 * @param {any} item
 */
function press(model, item) {
  const name = item?.datum?.toggles;
  if (!model.get("names").includes(name) || typeof model.get(name) !== "boolean") return false;
  model.set?.(name, !model.get(name));
  model.save_changes?.();
  return true;
}

/** Vega tells faults to a logger and goes on; this one keeps the first of them. */
class Faults {
  /** @type {unknown} */
  first;
  level() {
    return this;
  }
  /** @param {unknown[]} told */
  error(...told) {
    this.first ??= told[0] instanceof Error ? told[0] : new Error(told.join(" "));
    return this;
  }
  warn() {
    return this;
  }
  info() {
    return this;
  }
  debug() {
    return this;
  }
  /** Throw what was told. */
  raise() {
    const { first } = this;
    this.first = undefined;
    if (first) throw first;
  }
}

/** @type {WeakMap<FigureModel, ReturnType<typeof answering>>} */
const begun = new WeakMap();

export default {
  /**
   * Bring what answers the figure before it is drawn.
   * @param {object} given
   * @param {FigureModel} given.model
   */
  initialize({ model }) {
    const answer = answering(model);
    answer.catch(() => undefined); // drawing the figure will say so
    begun.set(model, answer);
  },

  /**
   * @param {object} given
   * @param {FigureModel} given.model
   * @param {HTMLElement} given.el
   */
  async render({ model, el }) {
    /** @type {Record<string, unknown>} */
    const opens = {};
    // What is said stands in an element of its own, so that its height is known where room is kept.
    const said = { finding: element("span"), words: element("span") };
    const heard = { className: "cb-finding", role: "status", hidden: true }; // read out when it changes
    const finding = element("p", heard, said.finding);
    const canvas = element("div");
    const box = element("div", { className: "cb-live" }, canvas);
    const words = element("p", { className: "cb-says" }, said.words);
    // A published page asks above the figure, before it is drawn.
    const buttons = el.closest(".cb-played") ? null : asking(model, (answer) => answerWith(model, answer, opens));
    el.append(...(buttons ? [buttons] : []), finding, box, words);
    const [answer, { parse, View, Handler }] = await Promise.all([begun.get(model) ?? answering(model), loadVega(model)]);
    await attached(box);
    /** @type {string[]} */
    const names = model.get("names");
    for (const name of names) opens[name] = model.get(name);
    const fluid = (model.get("vega").signals ?? []).some((/** @type {any} */ s) => s.name === "width" && s.init);
    const held = () => names.map((name) => valueOf(model, name));
    const before = held();
    const opening = answer?.();
    const spec = opened(model, fluid ? fit(box, canvas) : widthOf(box), opening);
    const has = (/** @type {string} */ name) => Boolean(spec.signals?.some((/** @type {any} */ s) => s.name === name));
    const signals = names.filter(has);
    const handler = new Handler();
    /** @type {(view: any, event: object, item: any, told: unknown) => void} */
    const tell = (view, event, item, told) => handler.call(view, event, item, lines(told));
    const faults = new Faults();
    const view = new View(parse(spec), { renderer: "svg", container: canvas, hover: true, logger: faults, tooltip: tell });
    /** @param {string} [sentence] */
    const speak = (sentence) => {
      const [found, rest] = parted(sentence || (has("says") ? view.signal("says") : ""));
      reword(said.finding, found);
      reword(said.words, rest);
      if (finding.hidden === Boolean(found)) finding.hidden = !found;
      if (!found) words.setAttribute("role", "status");
    };
    await view.runAsync();
    faults.raise();
    speak(opening?.says);
    view.addEventListener("click", (/** @type {object} */ event, /** @type {any} */ item) => {
      // A finger does not rest on a mark: it taps.
      if (!press(model, item) && item?.tooltip) tell(view, event, item, item.tooltip);
    });
    const byKeys = (/** @type {any} */ item, /** @type {() => void} */ then) => {
      el.addEventListener("monograph:shown", then, { once: true });
      if (!press(model, item)) el.removeEventListener("monograph:shown", then);
    };
    if (telling(view).length) readByKeys(view, canvas, tell, byKeys);

    let waiting = false;
    let asked = 0;
    /** @param {string} kind @param {unknown} [detail] */
    const announce = (kind, detail) => el.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
    /** @param {() => Answer | undefined} find */
    async function show(find) {
      try {
        const found = find();
        const change = found && changes(view, ROWS, found.rows);
        if (change) view.change(ROWS, change);
        await view.runAsync();
        faults.raise();
        speak(found?.says);
        announce("monograph:shown");
      } catch (fault) {
        announce("monograph:failed", fault);
      }
    }
    function changed() {
      if (waiting) return; // several traits move at once: one run
      waiting = true;
      queueMicrotask(async () => {
        waiting = false;
        for (const name of signals) view.signal(name, valueOf(model, name));
        model.send({ want: "rows", ask: ++asked }); // answered where a kernel is there
        await show(() => answer?.());
      });
    }
    /** @param {any} message */
    const answered = (message) => {
      if (message.have === "rows" && message.ask === asked) {
        box.dataset.answeredBy = "python";
        show(() => message);
      }
    };
    for (const name of names) model.on(`change:${name}`, changed);
    model.on("msg:custom", answered);
    const resize = new ResizeObserver(() => {
      if (!fluid || widthOf(box) === 0) return;
      const width = fit(box, canvas);
      if (view.width() !== width) view.width(width).runAsync();
    });
    resize.observe(box);
    announce("monograph:ready", view);
    // A control may have moved while the figure was drawn.
    if (!same(before, held())) changed();
    return () => {
      resize.disconnect();
      for (const name of names) model.off(`change:${name}`, changed);
      model.off("msg:custom", answered);
      view.finalize();
    };
  },
};
