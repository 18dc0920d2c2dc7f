// What a figure compiled by Vega-Lite needs at run time: no maps, no networks.
import { Handler } from "vega-tooltip";
import { transforms } from "vega-dataflow";
import * as encode from "vega-encode";
import { renderModule } from "vega-scenegraph";
import * as tx from "vega-transforms";
import { extend } from "vega-util";
import { View } from "vega-view";
import * as vtx from "vega-view-transforms";
import { SparingLookup } from "./lookup.js";
import { parsed, Placed } from "./placed.js";
import { SparingRenderer } from "./renderer.js";

extend(transforms, tx, vtx, encode, { lookup: SparingLookup, placed: Placed });
renderModule("svg", { ...renderModule("svg"), renderer: SparingRenderer });
globalThis.clusterbookVega = { parse: parsed, View, Handler };
