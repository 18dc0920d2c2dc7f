// The numbers in the prose of a notebook, kept as the kernel last told them; and the styles of what
// its cells draw.
//
// A widget without a view: its model lives while the kernel does. It finds each number by its class,
// also in cells that the program lays out later, and keeps what the page prints beside it.

function write(node, text) {
  const place = node.querySelector("a") ?? node;
  const first = [...place.childNodes].find((child) => child.nodeType === Node.TEXT_NODE);
  if (!first) return;
  node.dataset.page ??= first.data;
  if (first.data !== text) first.data = text;
  const changed = text !== node.dataset.page;
  const mark = node.querySelector("del");
  if (changed && !mark) {
    const page = document.createElement("del");
    page.textContent = node.dataset.page;
    page.title = `The page prints ${node.dataset.page}`;
    page.style.cssText = "margin-left:.3em;opacity:.65;font-size:.85em";
    node.append(page);
    place.style.cssText = "background:#ffe9a8;color:#1a1a1a;padding:0 .15em";
  } else if (!changed && mark) {
    mark.remove();
    place.style.cssText = "";
  }
}

function dress(css) {
  if (document.querySelector("style.cb-notebook")) return;
  const sheet = document.createElement("style");
  sheet.className = "cb-notebook";
  sheet.textContent = css;
  document.head.append(sheet);
}

function initialize({ model }) {
  dress(model.get("style"));
  let waiting = false;
  const show = () => {
    waiting = false;
    const prefix = model.get("prefix");
    for (const [key, text] of Object.entries(model.get("now")))
      for (const node of document.getElementsByClassName(prefix + key)) write(node, text);
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  };
  const watch = new MutationObserver(soon);
  watch.observe(document.body, { childList: true, subtree: true });
  model.on("change:now", soon);
  soon();
  return () => watch.disconnect();
}

export default { initialize };
