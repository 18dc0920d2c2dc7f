/**
 * Plays saved ipywidgets in a published page: standard widget state, native HTML controls, no kernel,
 * no network. The same cells are live in JupyterLab; what they draw there, they draw here.
 */

import { loadVega } from "../figure/library.js";
import { apologise, Explorer } from "./explorer.js";
import { revived } from "./models.js";
import { PageState } from "./page_state.js";
import { keepQuiet } from "./quiet.js";

const here = document.currentScript;
// Relative to this script: file:// works too.
if (here instanceof HTMLScriptElement && here.src) globalThis.clusterbookVegaUrl = new URL("vega.js", here.src).href;

/** @param {string} kind @returns {NodeListOf<HTMLScriptElement>} */
const scripts = (kind) => document.querySelectorAll(`script[type="application/vnd.jupyter.widget-${kind}+json"]`);

const page = new PageState();
if (scripts("state").length) {
  loadVega().catch(() => undefined); // whoever needs it will say so
  keepQuiet();
}
/** @type {Explorer[]} */
const explorers = [];
/** @type {Set<Element>} */
const played = new Set();
/** @type {Map<string, import("./models.js").Model> | undefined} */
let models;

/** The widgets that the head of the page holds. */
function held() {
  models ??= revived(Object.assign({}, ...[...scripts("state")].map((saved) => JSON.parse(saved.textContent ?? "").state)));
  return models;
}

/**
 * Put a widget on the page.
 * @param {HTMLScriptElement} script names it
 * @param {Element} [before] what its controls shall stand behind
 */
function play(script, before = script) {
  if (played.has(script)) return;
  played.add(script);
  try {
    explorers.push(new Explorer(held(), script, before, page));
  } catch (fault) {
    console.error(fault); // the still stays
    apologise(script, before);
  }
}

/** Called where the page is read: its controls stand before the still below them is on the screen. */
globalThis.monographPlay = (/** @type {HTMLOrSVGScriptElement | null} */ call) => {
  const script = call?.previousElementSibling;
  if (call && script instanceof HTMLScriptElement) play(script, call);
};

function main() {
  for (const script of scripts("view")) play(script); // those of other makers, which call nobody
  page.start(); // before anything is drawn: the state that the address names is drawn at once
  for (const explorer of explorers) explorer.await();
}

// As soon as the page is read: other scripts wait for their turn until then.
if (document.readyState === "loading") document.addEventListener("readystatechange", main, { once: true });
else main();
