// Plays saved ipywidgets in a published page: standard widget state, native HTML controls, no kernel,
// no network. The same cells are live in JupyterLab; what they draw there, they draw here.
(() => {
  const here = document.currentScript?.src;
  if (here) globalThis.clusterbookVegaUrl = new URL("vega.js", here).href; // relative: file:// works too

  let lastId = 0;
  const newId = () => `cb-control-${++lastId}`;
  const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  // ------------------------------------------------------------------ models

  function decode({ data, encoding }) {
    const bytes =
      encoding === "hex"
        ? Uint8Array.from(data.match(/../g) ?? [], (pair) => parseInt(pair, 16))
        : Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return new DataView(bytes.buffer);
  }

  class Model {
    #listeners = new Map();

    constructor(all, { model_name, state, buffers }) {
      this.all = all;
      this.name = model_name;
      this.state = { ...state };
      for (const buffer of buffers ?? []) {
        const parent = buffer.path.slice(0, -1).reduce((value, key) => value[key], this.state);
        parent[buffer.path.at(-1)] = decode(buffer);
      }
    }
    get(key) {
      return this.state[key];
    }
    // A trait with references to other widgets resolved.
    resolved(key) {
      const resolve = (value) => {
        if (typeof value === "string" && value.startsWith("IPY_MODEL_")) return this.all.get(value.slice(10));
        return Array.isArray(value) ? value.map(resolve) : value;
      };
      return resolve(this.state[key]);
    }
    set(key, value) {
      if (same(this.state[key], value)) return;
      this.state[key] = value;
      for (const heard of [...(this.#listeners.get(`change:${key}`) ?? [])]) heard(this, value);
    }
    on(event, heard) {
      if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
      this.#listeners.get(event).add(heard);
    }
    off(event, heard) {
      this.#listeners.get(event)?.delete(heard);
    }
    save_changes() {} // there is no kernel to tell
    send() {}
    // Call `show` with the trait now and whenever it changes.
    follow(key, show) {
      show(this.get(key));
      this.on(`change:${key}`, () => show(this.get(key)));
    }
  }

  function wire(link) {
    const [[source, from], [target, to]] = [link.resolved("source"), link.resolved("target")];
    const forward = () => target.set(to, source.get(from));
    forward();
    source.on(`change:${from}`, forward);
    if (link.name === "LinkModel") target.on(`change:${to}`, () => source.set(from, target.get(to)));
  }

  // ---------------------------------------------------------------- controls

  // The number formats of ipywidgets' readouts: d, .2f, .1%, .3e, .2g, with or without a comma.
  function format(code, value) {
    const parts = /^(,?)(?:\.(\d+))?([dfeg%]?)$/.exec(code ?? "");
    if (!parts) return String(value);
    const [, comma, digits, type] = parts;
    if (type === "%") return `${(100 * value).toFixed(digits ?? 0)}%`;
    if (type === "e") return Number(value).toExponential(digits ?? 6);
    if (type === "g" && digits) return String(Number(Number(value).toPrecision(digits)));
    const places = type === "d" ? 0 : digits;
    const fixed = places === undefined ? {} : { minimumFractionDigits: +places, maximumFractionDigits: +places };
    return Number(value).toLocaleString("en-US", { useGrouping: comma === ",", maximumFractionDigits: 10, ...fixed });
  }

  const described = (model) => (model.get("description") ?? "").trim();

  function labelled(model, input, readout = null) {
    input.id ||= newId();
    input.disabled = Boolean(model.get("disabled"));
    if (model.get("tooltip")) input.title = model.get("tooltip");
    const label = element("label", { htmlFor: input.id, textContent: described(model) });
    return element("div", { className: "cb-control" }, label, input, readout);
  }

  function slider(model) {
    const log = model.name === "FloatLogSliderModel";
    const base = model.get("base") ?? 10;
    const toInput = (value) => (log ? Math.log(value) / Math.log(base) : value);
    const fromInput = (value) => (log ? base ** value : value);
    const readout = element("output");
    const input = element("input", { type: "range", min: model.get("min"), max: model.get("max"), step: model.get("step") });
    model.follow("value", (value) => {
      input.value = toInput(value);
      readout.value = format(model.get("readout_format"), value);
      input.setAttribute("aria-valuetext", readout.value);
    });
    input.addEventListener("input", () => {
      // The step's decimals, not those of binary fractions: 0.30000000000000004 was never computed.
      model.set("value", log ? fromInput(input.valueAsNumber) : Number(input.valueAsNumber.toFixed(10)));
    });
    return labelled(model, input, readout);
  }

  const optionLabels = (model) => model.get("_options_labels");

  function selectionSlider(model) {
    const readout = element("output");
    const input = element("input", { type: "range", min: 0, max: optionLabels(model).length - 1, step: 1 });
    model.follow("index", (index) => {
      input.value = index;
      readout.value = optionLabels(model)[index];
      input.setAttribute("aria-valuetext", readout.value);
    });
    input.addEventListener("input", () => model.set("index", input.valueAsNumber));
    return labelled(model, input, readout);
  }

  function select(model) {
    const several = model.name === "SelectMultipleModel";
    const size = several || model.name === "SelectModel" ? model.get("rows") ?? 5 : null;
    const options = optionLabels(model).map((label) => element("option", { textContent: label }));
    const input = element("select", { multiple: several, size }, ...options);
    model.follow("index", (index) => {
      options.forEach((option, i) => (option.selected = several ? index.includes(i) : index === i));
    });
    input.addEventListener("change", () => {
      const picked = options.flatMap((option, i) => (option.selected ? [i] : []));
      model.set("index", several ? picked : picked[0]);
    });
    return labelled(model, input);
  }

  // RadioButtons and ToggleButtons: a native group of radio buttons.
  function radios(model) {
    const group = newId();
    const inputs = optionLabels(model).map(() => element("input", { type: "radio", name: group }));
    model.follow("index", (index) => inputs.forEach((input, i) => (input.checked = i === index)));
    inputs.forEach((input, i) => input.addEventListener("change", () => model.set("index", i)));
    const labels = inputs.map((input, i) => element("label", {}, input, element("span", { textContent: optionLabels(model)[i] })));
    const kind = model.name === "ToggleButtonsModel" ? "cb-toggles" : "cb-radios";
    return element("fieldset", { className: `cb-control ${kind}` }, element("legend", { textContent: described(model) }), ...labels);
  }

  function checkbox(model) {
    const input = element("input", { type: "checkbox", id: newId() });
    model.follow("value", (value) => (input.checked = value));
    input.addEventListener("change", () => model.set("value", input.checked));
    const label = element("label", { htmlFor: input.id, textContent: described(model) });
    return element("div", { className: "cb-control cb-check" }, input, label);
  }

  // What is wrong with an entry, in words; "" if nothing is.
  function complaint(input) {
    const { validity, min, max, step } = input;
    const range = min !== "" && max !== "" ? ` from ${min} to ${max}` : "";
    if (validity.badInput || (input.value === "" && input.type === "number")) return `Enter a number${range}.`;
    if (validity.rangeUnderflow || validity.rangeOverflow) return `Enter a number${range}.`;
    if (validity.stepMismatch) return `Enter a number${range} in steps of ${step}.`;
    if (validity.patternMismatch) return input.title || "This entry has another form than the figure needs.";
    return "";
  }

  function entry(model, input, read) {
    const error = element("span", { className: "cb-error", id: newId() });
    error.setAttribute("role", "alert");
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
    input.addEventListener("keydown", (event) => event.key === "Enter" && take());
    return labelled(model, input, error);
  }

  function number(model) {
    const whole = model.name.includes("Int");
    const input = element("input", { type: "number", step: model.get("step") ?? (whole ? 1 : "any") });
    for (const bound of ["min", "max"]) if (model.get(bound) !== undefined) input[bound] = model.get(bound);
    return entry(model, input, () => input.valueAsNumber);
  }

  function text(model) {
    const input = element("input", { type: "text", placeholder: model.get("placeholder") ?? "" });
    return entry(model, input, () => input.value.trim());
  }

  function play(model) {
    let timer = 0;
    const name = described(model) || "Play";
    const button = element("button", { type: "button", className: "cb-button" });
    const halt = () => {
      clearInterval(timer);
      timer = 0;
      button.textContent = `▶ ${name}`;
    };
    const step = () => {
      const next = model.get("value") + model.get("step");
      if (next <= model.get("max")) model.set("value", next);
      else if (model.get("repeat")) model.set("value", model.get("min"));
      else halt();
    };
    button.addEventListener("click", () => {
      if (timer) return halt();
      if (model.get("value") >= model.get("max")) model.set("value", model.get("min"));
      button.textContent = "❚❚ Pause";
      timer = setInterval(step, model.get("interval"));
    });
    halt();
    return element("div", { className: "cb-control" }, button);
  }

  const words = (model) => {
    const made = element("div", { className: "cb-words" });
    model.follow("value", (value) => (made.innerHTML = value));
    return made;
  };

  // ------------------------------------------------------------ boxes, figures

  async function box(model) {
    const made = element("div", { className: "cb-box" });
    for (const child of model.resolved("children")) made.append(await view(child));
    return made;
  }

  async function anyWidget(model) {
    const made = element("div", { className: "cb-any" });
    const url = URL.createObjectURL(new Blob([model.get("_esm")], { type: "text/javascript" }));
    const module = await import(url);
    URL.revokeObjectURL(url);
    const widget = typeof module.default === "function" ? await module.default() : module.default;
    await widget.initialize?.({ model });
    queueMicrotask(() => widget.render?.({ model, el: made }));
    return made;
  }

  const VIEWS = {
    AnyModel: anyWidget,
    BoundedFloatTextModel: number,
    BoundedIntTextModel: number,
    BoxModel: box,
    CheckboxModel: checkbox,
    DropdownModel: select,
    FloatLogSliderModel: slider,
    FloatSliderModel: slider,
    FloatTextModel: number,
    HBoxModel: box,
    HTMLModel: words,
    IntSliderModel: slider,
    IntTextModel: number,
    LabelModel: words,
    PlayModel: play,
    RadioButtonsModel: radios,
    SelectModel: select,
    SelectMultipleModel: select,
    SelectionSliderModel: selectionSlider,
    TextModel: text,
    ToggleButtonModel: checkbox,
    ToggleButtonsModel: radios,
    VBoxModel: box,
  };

  async function view(model) {
    const show = VIEWS[model?.name];
    if (!show) throw new Error(`the book's player has no view for the widget ${model?.name}`);
    const made = await show(model);
    made.classList.add(...(model.get("_dom_classes") ?? []));
    return made;
  }

  // ----------------------------------------------------- state, reset and link

  // Which control moves which parameter of the figure, and what it held at first, in the order of the
  // parameters: a link to a state reads the same whoever copies it.
  function bindings(all, figure) {
    const order = figure.get("names");
    const links = [...all.values()].filter((m) => m.name === "DirectionalLinkModel" || m.name === "LinkModel");
    return links
      .filter((link) => link.resolved("target")[0] === figure)
      .map((link) => {
        const [control, trait] = link.resolved("source");
        return { control, trait, name: link.resolved("target")[1], first: control.get(trait) };
      })
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  function written({ control, trait }) {
    const held = control.get(trait);
    if (trait === "index") return [held].flat().map((i) => optionLabels(control)[i]);
    return [typeof held === "boolean" ? (held ? "yes" : "no") : String(held)];
  }

  // The trait's value from a link; undefined if the control does not offer it.
  function read({ control, trait }, texts) {
    if (trait === "index") {
      const indices = texts.map((label) => optionLabels(control).indexOf(label));
      if (control.name === "SelectMultipleModel") {
        const none = texts.length === 1 && texts[0] === "";
        return none ? [] : indices.includes(-1) ? undefined : indices;
      }
      return indices[0] >= 0 ? indices[0] : undefined;
    }
    const held = control.get(trait);
    if (typeof held === "boolean") return { yes: true, no: false }[texts[0]];
    if (typeof held === "string") return texts[0];
    return readNumber(control, texts[0]);
  }

  function readNumber(control, text) {
    const value = text.trim() === "" ? NaN : Number(text);
    const [low, high, step] = ["min", "max", "step"].map((key) => control.get(key));
    if (!Number.isFinite(value) || value < low || value > high) return undefined;
    const steps = (value - (low ?? 0)) / step;
    const between = step && !control.name.includes("Log") && Math.abs(steps - Math.round(steps)) > 1e-6;
    return between ? undefined : value;
  }

  const explorers = new Map(); // id of the figure -> { bound, note }

  function fragment() {
    const parts = [];
    for (const [id, { bound }] of explorers) {
      const query = new URLSearchParams();
      for (const one of bound) {
        if (same(one.control.get(one.trait), one.first)) continue;
        const texts = written(one);
        for (const each of texts.length ? texts : [""]) query.append(one.name, each);
      }
      if (query.size) parts.push(`${id}?${query}`);
    }
    return parts.join("!");
  }

  // The address is written at once, but not more often than browsers allow: what comes faster than
  // twenty times a second for long, as from an arrow key held down, they drop.
  const PAUSE = 60; // ms
  let writing = 0;
  let lastWritten = -PAUSE;
  let known = location.hash; // what the figures follow; another is a link that is still to be read

  function write() {
    clearTimeout(writing);
    writing = 0;
    if (location.hash !== known) return;
    lastWritten = performance.now();
    const kept = fragment();
    history.replaceState(history.state, "", kept ? `#${kept}` : location.pathname + location.search);
    known = location.hash;
  }

  function remember() {
    const rest = lastWritten + PAUSE - performance.now();
    if (rest <= 0) write();
    else writing ||= setTimeout(write, rest);
  }

  // Bring the figures into the state that the address names.
  function recall() {
    known = location.hash;
    lastWritten = performance.now(); // nothing is written before all of it is read
    for (const part of location.hash.slice(1).split("!")) {
      const [id, query] = part.split("?");
      const found = explorers.get(id);
      if (!found || query === undefined) continue;
      const asked = new URLSearchParams(query);
      const refused = [];
      for (const one of found.bound) {
        if (!asked.has(one.name)) {
          one.control.set(one.trait, one.first); // a link names what differs from the first setting
          continue;
        }
        const value = read(one, asked.getAll(one.name));
        if (value === undefined) refused.push(`${described(one.control)} ${asked.getAll(one.name).join(" and ")}`);
        one.control.set(one.trait, value ?? one.first);
      }
      found.note(refused.length ? `The link asks for ${refused.join("; ")}, which this figure does not offer. It shows its first setting there.` : "");
      document.getElementById(id)?.scrollIntoView({ block: "start" });
    }
  }

  function toolbar(id, bound, say) {
    const reset = element("button", { type: "button", className: "cb-button", textContent: "Reset" });
    reset.addEventListener("click", () => {
      for (const { control, trait, first } of bound) control.set(trait, first);
      say("Back at the first setting.");
    });
    const link = element("button", { type: "button", className: "cb-button", textContent: "Copy link to this state" });
    link.addEventListener("click", async () => {
      write();
      try {
        await navigator.clipboard.writeText(location.href);
        say("The link is copied.");
      } catch {
        say("The link is in the address bar.");
      }
    });
    return element("div", { className: "cb-toolbar" }, reset, id ? link : null);
  }

  // -------------------------------------------------------------------- start

  function findFigure(model) {
    if (model?.name === "AnyModel") return model;
    for (const child of model?.resolved("children") ?? []) {
      const found = findFigure(child);
      if (found) return found;
    }
    return null;
  }

  async function start(all, script) {
    const model = all.get(JSON.parse(script.textContent).model_id);
    if (!model) return;
    const still = script.previousElementSibling?.matches(".cb-still") ? script.previousElementSibling : null;
    const figure = findFigure(model);
    const bound = figure ? bindings(all, figure) : [];
    const id = script.closest("figure")?.id ?? "";
    const note = element("p", { className: "cb-note" });
    note.setAttribute("role", "status");
    const say = (sentence) => (note.textContent = sentence);
    const area = element("div", { className: "cb-played" }, await view(model));
    if (bound.length) area.firstChild.children[0].after(toolbar(id, bound, say), note);
    // Its still leaves only when the figure is drawn: nothing jumps, and a failure leaves the still.
    area.addEventListener("monograph:ready", () => still?.classList.add("cb-replaced"), { once: true });
    if (id) explorers.set(id, { bound, note: say });
    script.before(area);
    for (const { control, trait } of bound) control.on(`change:${trait}`, () => id && remember());
  }

  async function main() {
    const scripts = (kind) => document.querySelectorAll(`script[type="application/vnd.jupyter.widget-${kind}+json"]`);
    for (const saved of scripts("state")) {
      const all = new Map();
      for (const [id, entry] of Object.entries(JSON.parse(saved.textContent).state)) all.set(id, new Model(all, entry));
      for (const model of all.values()) {
        if (model.name === "LinkModel" || model.name === "DirectionalLinkModel") wire(model);
      }
      for (const script of scripts("view")) {
        try {
          await start(all, script);
        } catch (fault) {
          console.error(fault); // the still stays
        }
      }
    }
    recall();
    addEventListener("hashchange", recall);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", main);
  else main();
})();
