/** One explorer of the page: controls that are there at once, and a figure that is drawn when wanted. */

import { asking } from "../figure/challenges.js";
import { filled } from "../in_page/words.js";
import * as words from "../words.js";
import { element, reword } from "./dom.js";
import { keepRoom } from "./room.js";
import { isMoved, named, settingsOf, written } from "./settings.js";
import { draw, findFigure, prepare, view } from "./views.js";

/** @import { Model } from "./models.js" */
/** @import { PageState } from "./page_state.js" */

/** How near to the window a figure is drawn before a reader reaches it, in windows. */
const NEAR = 0.75;
/** What a reader does to a figure before it must answer. */
const TOUCHES = ["pointerover", "pointerdown", "focusin", "keydown"];

/** Figures are drawn one after the other, so that the page answers in between. */
let queue = Promise.resolve();

export class Explorer {
  /** @type {Promise<void> | undefined} */
  #drawn;

  /**
   * Put the controls on the page.
   * @param {Map<string, Model>} all
   * @param {HTMLScriptElement} script names the widget
   * @param {Element} before what they shall stand behind; the still comes next, or is still to be read
   * @param {PageState} page
   */
  constructor(all, script, before, page) {
    const model = all.get(JSON.parse(script.textContent ?? "").model_id);
    this.place = script.closest("figure") ?? script.parentElement ?? script;
    this.page = page;
    this.figure = findFigure(model);
    this.note = element("p", { className: "cb-note", role: "status" });
    this.area = element("div", { className: "cb-played" }, view(model));
    const settings = this.figure ? settingsOf(all, this.figure) : [];
    if (settings.length) this.area.querySelector(".cb-any")?.before(this.#toolbar(settings), this.note);
    before.after(this.area);
    const sentence = unmoved(script); // before a still, which leaves
    sentence?.remove();
    // Its still leaves only when the figure is drawn: nothing jumps, and a failure leaves the still.
    if (sentence) this.area.classList.add("cb-coming");
    this.area.addEventListener("monograph:ready", () => {
      this.area.classList.remove("cb-coming");
      this.still?.classList.add("cb-replaced");
      keepRoom(this.area.querySelectorAll(".cb-finding, .cb-says"));
    });
    this.area.addEventListener("monograph:failed", (event) => this.fail(/** @type {CustomEvent} */ (event).detail));
    if (this.figure) prepare(this.figure).catch(() => undefined); // drawing it will say so
    if (this.id) page.add(this.id, { settings, say: (sentence) => this.say(sentence) });
  }

  get still() {
    const next = this.area.nextElementSibling;
    return next?.matches(".cb-still") ? next : null;
  }

  get id() {
    return this.place.matches("figure") ? this.place.id : "";
  }

  /** @param {string} sentence */
  say(sentence) {
    reword(this.note, sentence);
  }

  /** Whether the figure is what the page was opened at, or near the window. */
  get #wanted() {
    if (this.id && location.hash.slice(1).split(/[?!]/)[0] === this.id) return true;
    const { top, bottom } = this.place.getBoundingClientRect();
    return bottom > -NEAR * innerHeight && top < (1 + NEAR) * innerHeight;
  }

  /** Draw the figure as soon as it is near the window, or touched. */
  await() {
    if (this.#wanted) return void (queue = queue.then(() => this.draw())); // before other scripts have their turn
    const watch = new IntersectionObserver(
      (seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        watch.disconnect();
        queue = queue.then(() => this.draw());
      },
      { rootMargin: `${100 * NEAR}% 0px` },
    );
    watch.observe(this.place);
    for (const touch of TOUCHES) this.place.addEventListener(touch, () => this.draw(), { once: true });
  }

  /** @returns {Promise<void>} settled once the figure stands, or its still is left */
  draw() {
    const room = /** @type {HTMLElement | null} */ (this.area.querySelector(".cb-any"));
    this.#drawn ??= this.figure && room ? draw(this.figure, room).catch((fault) => this.fail(fault)) : Promise.resolve();
    return this.#drawn;
  }

  /**
   * Leave the still, no control, and one sentence.
   * @param {unknown} fault
   */
  fail(fault) {
    console.error(fault);
    if (this.id) this.page.remove(this.id);
    this.still?.classList.remove("cb-replaced");
    this.area.replaceWith(sorry());
  }

  /** @param {import("./settings.js").Setting[]} settings */
  #toolbar(settings) {
    const button = (/** @type {string} */ textContent) =>
      element("button", { type: "button", className: "cb-button", textContent });
    /** @param {Record<string, unknown>} answer parameter -> what its control shall hold, if not what it held first */
    const set = (answer) => {
      for (const { control, trait, name, first } of settings) control.set(trait, name in answer ? answer[name] : first);
    };
    const reset = button(words.RESET);
    reset.addEventListener("click", () => {
      set({});
      this.say(words.IS_RESET);
    });
    const asked = this.figure && asking(this.figure, (answer) => {
      const held = (/** @type {import("./settings.js").Setting} */ one) => written(one).join(words.AND);
      set({});
      const before = new Map(settings.map((one) => [one, held(one)]));
      set(answer);
      const moved = settings.filter(isMoved);
      const told = moved.map((one) =>
        filled(words.CHANGED, { name: named(one), before: before.get(one), now: held(one) }),
      );
      this.say(filled(words.ONE_ANSWER, { changes: told.join("; ") }));
    });
    const link = button(words.COPY_LINK);
    link.addEventListener("click", async () => {
      this.page.write();
      try {
        await navigator.clipboard.writeText(this.page.href());
        this.say(words.COPIED);
      } catch {
        this.say(words.IN_ADDRESS_BAR);
      }
    });
    // What was said of a state no longer holds once a control is moved by hand.
    this.area.addEventListener("input", () => this.say(""));
    return element("div", { className: "cb-toolbar" }, asked, reset, this.id ? link : null);
  }
}

/**
 * What stands before a widget where no script runs.
 * @param {Element} script
 */
function unmoved(script) {
  const before = script.previousElementSibling;
  return before?.matches(".cb-unmoved") ? before : null;
}

const sorry = () =>
  element("div", { className: "cb-played" }, element("p", { className: "cb-note", role: "status", textContent: words.CANNOT_MOVE }));

/**
 * Say in place of the controls that there are none.
 * @param {Element} script names the widget
 * @param {Element} before
 */
export function apologise(script, before) {
  unmoved(script)?.remove();
  before.after(sorry());
}
