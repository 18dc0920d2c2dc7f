/**
 * Plays saved ipywidgets in a published page: standard widget state, native HTML controls, no kernel,
 * no network. The same cells are live in JupyterLab; what they draw there, they draw here.
 */

import { loadVega } from "../figure/library.js";
import { element } from "./dom.js";
import { apologise, Explorer } from "./explorer.js";
import { revived } from "./models.js";
import { PageState } from "./page_state.js";
import { keepQuiet } from "./quiet.js";

const here = document.currentScript;
// Relative to this script: file:// works too.
if (here instanceof HTMLScriptElement && here.src) globalThis.clusterbookVegaUrl = new URL("vega.js", here.src).href;

/** @param {string} kind @returns {NodeListOf<HTMLScriptElement>} */
const scripts = (kind) => document.querySelectorAll(`script[type="application/vnd.jupyter.widget-${kind}+json"]`);

function main() {
  const page = new PageState();
  /** @type {Explorer[]} */
  const explorers = [];
  for (const saved of scripts("state")) {
    const all = revived(JSON.parse(saved.textContent ?? "").state);
    for (const script of scripts("view")) {
      try {
        explorers.push(new Explorer(all, script, page));
      } catch (fault) {
        console.error(fault); // the still stays
        apologise(script.parentElement?.insertBefore(element("div"), script) ?? script);
      }
    }
  }
  page.start(); // before anything is drawn: the state that the address names is drawn at once
  for (const explorer of explorers) explorer.await();
  if (explorers.length) keepQuiet();
  if (explorers.length) whenIdle(() => loadVega().catch(() => undefined)); // whoever needs it will say so
}

/**
 * Do something once the page is there and has nothing else to do.
 * @param {() => void} work
 */
function whenIdle(work) {
  const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(work);
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", main);
else main();
