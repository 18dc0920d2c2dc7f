// What a reader sees of one explorer: what its controls show, and what its figure holds and draws.
async ({ figure, names }) => {
  const held = document.getElementById(figure);
  const view = cbViews.get(held?.querySelector(".cb-live"));
  if (!view) return null;
  // Two turns of the event loop: what a key or an address has set off is under way by then.
  for (let turn = 0; turn < 2; turn++) await new Promise((over) => setTimeout(over));
  await view.runAsync();

  const shows = (control) => {
    const radios = [...control.querySelectorAll("input[type=radio]")];
    if (radios.length) return radios.findIndex((radio) => radio.checked);
    const select = control.querySelector("select");
    if (select) {
      const picked = [...select.options].flatMap((option, i) => (option.selected ? [i] : []));
      return select.multiple ? picked : picked[0];
    }
    const input = control.querySelector("input");
    if (!input) return null; // a button shows no value
    if (input.type === "checkbox") return input.checked;
    return input.type === "text" ? input.value : input.valueAsNumber;
  };
  const named = (control) => control.querySelector("legend, label, button").textContent;
  const data = () => {
    try {
      return view.data("rows");
    } catch {
      return null; // the chart's own expressions compute it
    }
  };
  const signals = Object.keys(view.getState({ signals: () => true, data: () => false }).signals);
  return {
    controls: [...held.querySelectorAll(".cb-controls > .cb-control")].map((c) => [named(c), shows(c)]),
    rows: data(),
    signals: Object.fromEntries(names.filter((n) => signals.includes(n)).map((n) => [n, view.signal(n)])),
    says: [".cb-finding", ".cb-says"].map((kind) => held.querySelector(`.cb-played ${kind}`).textContent).join("\n").replace(/^\n/, ""),
    drawing: held.querySelector(".cb-live svg").outerHTML,
    note: held.querySelector(".cb-note").textContent,
  };
}
