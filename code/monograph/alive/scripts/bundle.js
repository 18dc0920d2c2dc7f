// Bundles the sources beside this file into ../static (or the folder given), and says what they hold.
//
// A page may be opened from a folder (file://), where a browser loads classic scripts only; a figure
// travels in its widget's state, where nothing can be imported. Hence one file each.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = resolve(process.argv[2] ?? join(here, "../static"));
const common = { bundle: true, minify: true, target: "es2022", legalComments: "none", absWorkingDir: here };

const made = (from, to, more) => build({ ...common, entryPoints: [from], outfile: join(into, to), ...more });
const sources = "/* Bundled from ../scripts by `make scripts`. */";
await made("player/start.js", "player.js", { format: "iife", banner: { js: sources } });
await made("figure/figure.js", "figure.mjs", { format: "esm", banner: { js: sources } });

const { metafile } = await made("vega/vega.js", "vega.js", { format: "iife", metafile: true });
const folders = new Set(
  Object.keys(metafile.inputs)
    .filter((path) => path.startsWith("node_modules/"))
    .map((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)[0]),
);
const packages = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf-8"));
  return { folder, name, version, license };
});
const licences = new Map();
for (const { folder, name } of packages) {
  const text = readFileSync(join(here, folder, "LICENSE"), "utf-8").trim();
  licences.set(text, [...(licences.get(text) ?? []), name]);
}
const banner = `/*! Parts of Vega (vega.github.io); what they are and their licences: vega.md beside this file. */\n`;
const bundled = join(into, "vega.js");
writeFileSync(bundled, banner + readFileSync(bundled, "utf-8"));
writeFileSync(
  join(into, "vega.md"),
  `# vega.js

What a figure compiled by Vega-Lite needs at run time, in one classic script that defines \`clusterbookVega\`.
A page loads it once; JupyterLab gets it from the kernel.
\`make scripts\` makes it from \`../scripts/vega/vega.js\` and the versions locked in \`../scripts/package-lock.json\`:

| package | version | licence |
| --- | --- | --- |
${packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`).join("\n")}

${[...licences].map(([text, names]) => `## Licence of ${names.join(", ")}\n\n\`\`\`\n${text}\n\`\`\``).join("\n\n")}
`,
);
