/** What stands on the page for a widget: a control, a box of others, or the room of a figure. */

import * as controls from "./controls.js";
import { element } from "./dom.js";

/** @import { Model } from "./models.js" */

/** @type {Record<string, (model: Model) => HTMLElement>} */
const VIEWS = {
  AccordionModel: folded,
  AnyModel: room,
  BoundedFloatTextModel: controls.number,
  BoundedIntTextModel: controls.number,
  BoxModel: box,
  CheckboxModel: controls.checkbox,
  DropdownModel: controls.select,
  FloatLogSliderModel: controls.slider,
  FloatSliderModel: controls.slider,
  FloatTextModel: controls.number,
  HBoxModel: box,
  HTMLModel: controls.markup,
  IntSliderModel: controls.slider,
  IntTextModel: controls.number,
  LabelModel: controls.label,
  PlayModel: controls.play,
  RadioButtonsModel: controls.radios,
  SelectModel: controls.select,
  SelectMultipleModel: controls.select,
  SelectionSliderModel: controls.selectionSlider,
  TextModel: controls.text,
  ToggleButtonModel: controls.checkbox,
  ToggleButtonsModel: controls.radios,
  VBoxModel: box,
};

/**
 * @param {Model} model
 * @returns {HTMLElement}
 */
function box(model) {
  const children = /** @type {Model[]} */ (model.resolved("children"));
  return element("div", { className: "cb-box" }, ...children.map(view));
}

/**
 * What opens on demand: a native disclosure for each part.
 * @param {Model} model
 */
function folded(model) {
  const children = /** @type {Model[]} */ (model.resolved("children"));
  /** @type {string[]} */
  const titles = model.get("titles");
  const parts = children.map((child, nth) =>
    element("details", { className: "cb-fold" }, element("summary", { textContent: titles[nth] }), view(child)),
  );
  return element("div", {}, ...parts);
}

/** Where a figure will be drawn once it is wanted. */
function room() {
  return element("div", { className: "cb-any" });
}

/**
 * @param {Model | undefined} model
 * @returns {HTMLElement}
 */
export function view(model) {
  const show = VIEWS[model?.name ?? ""];
  if (!model || !show) throw new Error(`the book's player has no view for the widget ${model?.name}`);
  const made = show(model);
  made.classList.add(...(model.get("_dom_classes") ?? []));
  return made;
}

/**
 * The figure among a widget and what it holds.
 * @param {Model | undefined} model
 * @returns {Model | null}
 */
export function findFigure(model) {
  if (model?.name === "AnyModel") return model;
  for (const child of model?.resolved("children") ?? []) {
    const found = findFigure(child);
    if (found) return found;
  }
  return null;
}

/** @type {Map<string, Promise<any>>} text -> what draws; figures of a page have one */
const modules = new Map();
/** @type {Map<Model, Promise<any>>} */
const prepared = new Map();

/** @param {string} text */
async function imported(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    const module = await import(url);
    return typeof module.default === "function" ? await module.default() : module.default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {Model} model */
async function begun(model) {
  /** @type {string} */
  const text = model.get("_esm");
  const bringing = modules.get(text) ?? imported(text);
  modules.set(text, bringing);
  const widget = await bringing;
  await widget.initialize?.({ model });
  return widget;
}

/**
 * Bring the module that draws an anywidget, which comes with its state, and let it begin.
 * @param {Model} model
 */
export function prepare(model) {
  const beginning = prepared.get(model) ?? begun(model);
  prepared.set(model, beginning);
  return beginning;
}

/**
 * Draw an anywidget in its room.
 * @param {Model} model
 * @param {HTMLElement} el
 */
export async function draw(model, el) {
  const widget = await prepare(model);
  await widget.render?.({ model, el });
}
