// What the modules hand to one another.

/** A saved buffer: bytes that stand at `path` in a widget's state. */
export interface SavedBuffer {
  path: (string | number)[];
  encoding: string;
  data: string;
}

/** One widget as a notebook saves it. */
export interface SavedWidget {
  model_name: string;
  state: Record<string, unknown>;
  buffers?: SavedBuffer[];
}

/** What a figure needs of the model behind it: in a page it is ours, in JupyterLab anywidget's. */
export interface FigureModel {
  // Traits hold whatever Python put there.
  get(key: string): any;
  on(event: string, heard: (...given: any[]) => void): void;
  off(event: string, heard: (...given: any[]) => void): void;
  send(message: unknown): void;
  set?(key: string, value: unknown): void;
  save_changes?(): void;
}

/** The rows of all states, as Python packs them. */
export interface Packed {
  axes: [string, unknown[]][];
  columns: [string, unknown[]][];
  starts: number[];
  says: string[];
}

export type Row = Record<string, unknown>;

/** Rows and words of one state. */
export interface Answer {
  rows: Row[];
  says: string;
}

/** A module that computes a figure's answers in the page; pure. */
export interface Arithmetic {
  rows(state: Record<string, any>, given: any): Row[];
  says(state: Record<string, any>, given: any): string;
}

declare global {
  /** Defined by vega.js. */
  var clusterbookVega: any;
  /** The one loading of the library on this page. */
  var clusterbookVegaReady: Promise<any> | undefined;
  /** Puts on the page the widget that the script before the calling one names; player.js defines it. */
  var monographPlay: (call: HTMLOrSVGScriptElement | null) => void;
  /** Where vega.js lies; unset in JupyterLab, where the kernel sends it. */
  var clusterbookVegaUrl: string | undefined;
}
