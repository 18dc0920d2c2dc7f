/** One native HTML control for each kind of widget that a reader can move. */

import { filled } from "../in_page/words.js";
import * as words from "../words.js";
import { element, newId, reword } from "./dom.js";
import { format } from "./number_format.js";
import { ENTERED } from "./quiet.js";

/** @import { Model } from "./models.js" */

/** @param {Model} model @returns {string} */
export const described = (model) => (model.get("description") ?? "").trim();

/** @param {Model} model @returns {string[]} */
export const optionLabels = (model) => model.get("_options_labels");

/**
 * @param {Model} model
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @param {HTMLElement | null} readout
 */
function labelled(model, input, readout = null) {
  input.id ||= newId();
  input.disabled = Boolean(model.get("disabled"));
  if (model.get("tooltip")) input.title = model.get("tooltip");
  const label = element("label", { htmlFor: input.id, textContent: described(model) });
  return element("div", { className: "cb-control" }, label, input, readout);
}

/** @param {Model} model */
export function slider(model) {
  const log = model.name === "FloatLogSliderModel";
  const base = model.get("base") ?? 10;
  const [min, max, step] = ["min", "max", "step"].map((key) => model.get(key));
  const readout = element("output");
  const input = element("input", { type: "range", min, max, step });
  model.follow("value", (value) => {
    input.valueAsNumber = log ? Math.log(value) / Math.log(base) : value;
    reword(readout, format(model.get("readout_format"), value));
    input.setAttribute("aria-valuetext", readout.value);
  });
  input.addEventListener("input", () => {
    const at = input.valueAsNumber;
    // The step's decimals, not those of binary fractions: 0.30000000000000004 was never computed.
    model.set("value", log ? base ** at : Number(at.toFixed(10)));
  });
  const made = labelled(model, input, readout);
  const marked = model.get("marked");
  if (marked?.length) made.append(range(marked.map((/** @type {number} */ end) => (end - min) / (max - min))));
  return made;
}

/**
 * A line below a slider's track, over a part of it.
 * @param {number[]} ends its two ends, as shares of the track
 */
function range(ends) {
  const line = element("span", { className: "cb-marked" });
  ["--from", "--to"].forEach((end, nth) => line.style.setProperty(end, String(Math.min(1, Math.max(0, ends[nth])))));
  return line;
}

/** @param {Model} model */
export function selectionSlider(model) {
  const readout = element("output");
  const input = element("input", { type: "range", min: 0, max: optionLabels(model).length - 1, step: 1 });
  model.follow("index", (index) => {
    input.value = index;
    reword(readout, optionLabels(model)[index]);
    input.setAttribute("aria-valuetext", readout.value);
  });
  input.addEventListener("input", () => model.set("index", input.valueAsNumber));
  return labelled(model, input, readout);
}

/** @param {Model} model */
export function select(model) {
  const several = model.name === "SelectMultipleModel";
  const size = several || model.name === "SelectModel" ? model.get("rows") ?? 5 : null;
  const options = optionLabels(model).map((label) => element("option", { textContent: label }));
  const input = element("select", { multiple: several, size }, ...options);
  model.follow("index", (index) => {
    options.forEach((option, i) => (option.selected = several ? index.includes(i) : index === i));
  });
  // "change" comes next; but between the two a browser lays out the page, and once is enough.
  input.addEventListener("input", () => {
    const picked = options.flatMap((option, i) => (option.selected ? [i] : []));
    model.set("index", several ? picked : picked[0]);
  });
  return labelled(model, input);
}

/**
 * RadioButtons and ToggleButtons: a native group of radio buttons.
 * @param {Model} model
 */
export function radios(model) {
  const name = newId();
  const inputs = optionLabels(model).map(() => element("input", { type: "radio", name }));
  model.follow("index", (index) => inputs.forEach((input, i) => (input.checked = i === index)));
  inputs.forEach((input, i) => input.addEventListener("change", () => model.set("index", i)));
  const option = (/** @type {number} */ i) => element("span", { textContent: optionLabels(model)[i] });
  const labels = inputs.map((input, i) => element("label", {}, input, option(i)));
  const kind = model.name === "ToggleButtonsModel" ? "cb-toggles" : "cb-radios";
  const legend = element("legend", { textContent: described(model) });
  return element("fieldset", { className: `cb-control ${kind}` }, legend, ...labels);
}

/** @param {Model} model */
export function checkbox(model) {
  const input = element("input", { type: "checkbox", id: newId() });
  model.follow("value", (value) => (input.checked = value));
  input.addEventListener("change", () => model.set("value", input.checked));
  const label = element("label", { htmlFor: input.id, textContent: described(model) });
  return element("div", { className: "cb-control cb-check" }, input, label);
}

/**
 * What is wrong with an entry, in words; "" if nothing is.
 * @param {HTMLInputElement} input
 */
function complaint(input) {
  const { validity, min, max, step } = input;
  const range = min !== "" && max !== "" ? filled(words.RANGE, { min, max }) : "";
  const empty = input.value === "" && input.type === "number";
  if (validity.badInput || empty || validity.rangeUnderflow || validity.rangeOverflow) {
    return filled(words.ENTER_NUMBER, { range });
  }
  if (validity.stepMismatch) return filled(words.ENTER_IN_STEPS, { range, step });
  if (validity.patternMismatch) return input.title || words.OTHER_FORM;
  return "";
}

/**
 * @param {Model} model
 * @param {HTMLInputElement} input
 * @param {() => unknown} read the value of an entry that nothing is wrong with
 */
function entry(model, input, read) {
  const error = element("span", { className: "cb-error", id: newId(), role: "alert" });
  input.setAttribute("aria-errormessage", error.id);
  model.follow("value", (value) => {
    input.value = value;
    error.textContent = "";
    input.removeAttribute("aria-invalid");
  });
  const take = () => {
    error.textContent = complaint(input);
    if (error.textContent) input.setAttribute("aria-invalid", "true");
    else {
      input.removeAttribute("aria-invalid");
      model.set("value", read());
    }
  };
  input.addEventListener("change", take);
  input.addEventListener(ENTERED, take);
  return labelled(model, input, error);
}

/** @param {Model} model */
export function number(model) {
  const whole = model.name.includes("Int");
  const [min, max] = [model.get("min"), model.get("max")];
  const step = model.get("step") ?? (whole ? 1 : "any");
  const input = element("input", { type: "number", step, min, max });
  return entry(model, input, () => input.valueAsNumber);
}

/** @param {Model} model */
export function text(model) {
  const input = element("input", { type: "text", placeholder: model.get("placeholder") ?? "" });
  return entry(model, input, () => input.value.trim());
}

/**
 * A button that walks through the values. Where a reader wants less motion it takes one step a press.
 * @param {Model} model
 */
export function play(model) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const name = described(model) || words.PLAY;
  const button = element("button", { type: "button", className: "cb-button" });
  let timer = 0;
  const halt = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = filled(still.matches ? words.STEP : words.RUN, { name });
  };
  /** Go one step on; say whether there was one. */
  const step = () => {
    const next = model.get("value") + model.get("step");
    if (next > model.get("max")) return false;
    model.set("value", next);
    return true;
  };
  const again = () => model.set("value", model.get("min"));
  const tick = () => {
    if (step()) return;
    if (model.get("repeat")) again();
    else halt();
  };
  button.addEventListener("click", () => {
    if (still.matches) {
      if (!step()) again();
      return;
    }
    if (timer) return halt();
    if (model.get("value") >= model.get("max")) again();
    button.textContent = words.PAUSE;
    timer = setInterval(tick, model.get("interval"));
  });
  still.addEventListener("change", halt);
  halt();
  return element("div", { className: "cb-control" }, button);
}

/**
 * A label: words, whatever signs they hold.
 * @param {Model} model
 */
export function label(model) {
  const made = element("div", { className: "cb-words" });
  model.follow("value", (value) => (made.textContent = value));
  return made;
}

/**
 * Words with markup, as the author of the chapter wrote them.
 * @param {Model} model
 */
export function markup(model) {
  const made = element("div", { className: "cb-words" });
  model.follow("value", (value) => (made.innerHTML = value));
  return made;
}
