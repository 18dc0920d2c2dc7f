// One Vega figure whose signals mirror the traits of its widget. It imports nothing, so that it runs
// from a blob: URL, with no network, in JupyterLab and in a published page alike.

// The Vega library comes once per page: from the book's own file, or from the kernel.
function loadVega(model) {
  return (globalThis.clusterbookVegaReady ??= (async () => {
    if (!globalThis.clusterbookVega) {
      await addScript(globalThis.clusterbookVegaUrl ?? (await vegaFromKernel(model)));
    }
    return globalThis.clusterbookVega;
  })());
}

function addScript(url) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = loaded;
    script.onerror = () => failed(new Error(`cannot load ${url}`));
    document.head.append(script);
  });
}

function vegaFromKernel(model) {
  return new Promise((found) => {
    model.on("msg:custom", (message, buffers) => {
      if (message.have === "vega") {
        found(URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" })));
      }
    });
    model.send({ want: "vega" });
  });
}

// The value of a parameter: selection controls hold an index, `choices` says of what.
export function valueOf(model, name) {
  const held = model.get(name);
  const choices = model.get("choices")[name];
  if (!choices) return held;
  return Array.isArray(held) ? held.map((i) => choices[i]) : choices[held];
}

const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);
const near = (a, b) => same(a, b) || (typeof a === "number" && Math.abs(a - b) < 1e-9);

// The number of the present state in the packed table; -1 if no such state was computed.
export function stateNumber(axes, valueFor) {
  let state = 0;
  for (const [name, offered] of axes) {
    const wanted = valueFor(name);
    const at = offered.findIndex((value) => near(value, wanted));
    if (at < 0) return -1;
    state = state * offered.length + at;
  }
  return state;
}

// The rows of one state, unpacked from distinct values and 16-bit codes.
export function unpack({ columns, starts }, codes, state) {
  const total = starts.at(-1);
  const rows = [];
  for (let r = starts[state]; r < starts[state + 1]; r++) {
    const row = {};
    columns.forEach(([name, values], c) => {
      row[name] = values[codes.getUint16(2 * (c * total + r), true)];
    });
    rows.push(row);
  }
  return rows;
}

function answer(model) {
  const packed = model.get("packed");
  if (!packed.axes) return null;
  const state = stateNumber(packed.axes, (name) => valueOf(model, name));
  if (state < 0) return { rows: [], says: "Nothing was computed for this state." };
  const rows = unpack(packed, model.get("codes"), state);
  const says = packed.says[state] || (rows.length ? "" : "This state has no data.");
  return { rows, says };
}

const widthOf = (element) => Math.floor(element.clientWidth);

async function attached(element) {
  await new Promise((there) => {
    const watch = new ResizeObserver(() => {
      if (widthOf(element) > 0) {
        watch.disconnect();
        there();
      }
    });
    watch.observe(element);
  });
}

function prepare(model, width) {
  const spec = structuredClone(model.get("vega"));
  const first = answer(model);
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
  if (first) (spec.data ??= []).find((d) => d.name === "rows").values = first.rows;
  return { spec, says: first?.says ?? "" };
}

// The marks that have something to tell a pointer, in the order in which they are drawn. A mark and
// its label stand for one datum: they are one.
function telling(view) {
  const found = new Map();
  (function walk(item) {
    if (item.tooltip && item._svg?.getBoundingClientRect().width && !found.has(item.datum)) found.set(item.datum, item);
    for (const child of item.items ?? []) walk(child);
  })(view.scenegraph().root);
  return [...found.values()];
}

// What a mark tells, without the lines that have nothing to say.
function lines(told) {
  if (typeof told !== "object" || told === null) return told;
  const empty = (value) => value === null || value === undefined || value === "" || value === "null";
  return Object.fromEntries(Object.entries(told).filter(([, value]) => !empty(value)));
}

const inWords = (told) =>
  typeof told === "object" ? Object.entries(told).map(([name, value]) => `${name}: ${value}`).join("; ") : String(told);

function tooltips() {
  const handler = new globalThis.clusterbookVega.Handler();
  return (view, event, item, told) => handler.call(view, event, item, lines(told));
}

// What a pointer learns by resting on a mark, arrow keys tell: one stop of the Tab key for the whole
// figure, then from mark to mark.
function tellByKeys(view, box, tell) {
  const heard = document.createElement("p");
  heard.className = "cb-heard";
  heard.setAttribute("role", "status");
  const ring = document.createElement("div"); // around the mark, above its neighbours
  ring.className = "cb-ring";
  ring.hidden = true;
  box.append(ring);
  box.after(heard);
  box.tabIndex = 0;
  box.setAttribute("role", "application"); // a screen reader leaves the arrow keys to the figure
  box.setAttribute("aria-label", "The figure's marks. Arrow keys go from one to the next and read its values; Escape ends.");
  let at = -1;
  const leave = () => {
    ring.hidden = true;
    heard.textContent = "";
    tell(view, {}, null, null);
  };
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    const marks = telling(view);
    if (!marks.length || !(event.key in step || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    if (event.key in step) at = at < 0 && step[event.key] < 0 ? marks.length - 1 : (at + step[event.key] + marks.length) % marks.length;
    else at = event.key === "Home" ? 0 : marks.length - 1;
    const mark = marks[at];
    const { left, width, top, height } = mark._svg.getBoundingClientRect();
    const from = box.getBoundingClientRect();
    Object.assign(ring.style, {
      left: `${left - from.left - 3}px`,
      top: `${top - from.top - 3}px`,
      width: `${width + 6}px`,
      height: `${height + 6}px`,
    });
    ring.hidden = false;
    tell(view, { clientX: left + width / 2, clientY: top + height / 2 }, mark, mark.tooltip);
    heard.textContent = `${at + 1} of ${marks.length}. ${inWords(lines(mark.tooltip))}`;
  });
  box.addEventListener("blur", leave);
}

export default {
  async render({ model, el }) {
    const box = document.createElement("div");
    const words = document.createElement("p");
    box.className = "cb-live";
    words.className = "cb-says";
    words.setAttribute("role", "status"); // read out when it changes
    el.append(box, words);
    const { parse, View } = await loadVega(model);
    await attached(box);
    const fluid = (model.get("vega").signals ?? []).some((s) => s.name === "width" && s.init);
    const { spec, says } = prepare(model, widthOf(box));
    const tell = tooltips();
    const view = new View(parse(spec), {
      renderer: "svg",
      container: box,
      hover: true,
      logLevel: 1,
      tooltip: tell,
    });
    await view.runAsync();
    if (telling(view).length) tellByKeys(view, box, tell);
    const signals = model.get("names").filter((n) => spec.signals?.some((s) => s.name === n));
    const speaks = spec.signals?.some((s) => s.name === "says");
    const speak = (sentence) => {
      const spoken = sentence || (speaks ? view.signal("says") : "");
      if (words.textContent !== spoken) words.textContent = spoken;
    };
    speak(says);

    let waiting = false;
    let asked = 0;
    async function show(found) {
      if (found) view.data("rows", found.rows);
      await view.runAsync();
      speak(found?.says);
      el.dispatchEvent(new CustomEvent("clusterbook:shown", { bubbles: true }));
    }
    function changed() {
      if (waiting) return; // several traits move at once: one run
      waiting = true;
      queueMicrotask(async () => {
        waiting = false;
        for (const name of signals) view.signal(name, valueOf(model, name));
        model.send({ want: "rows", ask: ++asked }); // answered where a kernel is there
        await show(answer(model));
      });
    }
    const answered = (message) => {
      if (message.have === "rows" && message.ask === asked) {
        box.dataset.answeredBy = "python";
        show(message);
      }
    };
    for (const name of model.get("names")) model.on(`change:${name}`, changed);
    model.on("msg:custom", answered);
    const resize = new ResizeObserver(() => {
      const width = widthOf(box);
      if (fluid && width > 0 && view.width() !== width) view.width(width).runAsync();
    });
    resize.observe(box);
    box.vegaView = view; // what tests read
    el.dispatchEvent(new CustomEvent("monograph:ready", { bubbles: true }));
    return () => {
      resize.disconnect();
      for (const name of model.get("names")) model.off(`change:${name}`, changed);
      model.off("msg:custom", answered);
      view.finalize();
    };
  },
};
