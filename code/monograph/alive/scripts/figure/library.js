/** The Vega library, once per page: from the book's own file, or from the kernel. */

/** @import { FigureModel } from "../types.js" */

/**
 * @param {FigureModel} [model] asked where the page does not say where the library lies
 * @returns {Promise<any>}
 */
export function loadVega(model) {
  globalThis.clusterbookVegaReady ??= (async () => {
    if (!globalThis.clusterbookVega) {
      const url = globalThis.clusterbookVegaUrl ?? (model && (await vegaFromKernel(model)));
      if (!url) throw new Error("the page does not say where its vega.js lies");
      await addScript(url);
    }
    return globalThis.clusterbookVega;
  })();
  return globalThis.clusterbookVegaReady;
}

/** @param {string} url @returns {Promise<void>} */
function addScript(url) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => loaded();
    script.onerror = () => failed(new Error(`cannot load ${url}`));
    document.head.append(script);
  });
}

/** @param {FigureModel} model @returns {Promise<string>} */
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
