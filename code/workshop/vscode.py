"""VS Code's own renderer of prose in notebooks, for tests: no VS Code, no extension host.

VS Code shows prose by an extension that it ships, and formulas by another that extends it. Both are
on npm, as CodinGame packs them for the web; here they run in a page as in VS Code's web view. How
VS Code shows a cell around them, and what it makes of outputs that are no prose, is not here.
"""

import shutil
from pathlib import Path

from workshop.npm import unpacked

_NAME = "@codingame/monaco-vscode-{}-default-extension@{}"
PACKAGES = {
    "markdown": (
        _NAME.format("markdown-language-features", "37.6.1"),
        "sha512-dT51Oak3p2UsN2NSIsK38jQIrCnCt5AEMVUOmEujwPVyuLd4rL8AVpIybOL35+XvGSU0P7dfq6Otd"
        "xCmlJOJ9Q==",
        "notebook-out/index.js",
    ),
    "math": (
        _NAME.format("markdown-math", "28.0.0"),
        "sha512-EltUI/qEH5DZsQ+HC7bO4a3lpAKZT6oTClLjw07YOIDZChMkOH/1YLtTEsS9KZGuDgbLDdYqkjM2V"
        "0D0tr2A/g==",
        "notebook-out/katex.js",
    ),
}
"""Folder -> package, its digest, and the script of it that VS Code runs in a notebook."""

PAGE = """<!doctype html>
<meta charset="utf-8">
<style id="_defaultStyles"></style>
<script type="module">
const here = { workspace: { isTrusted: false }, getState() {}, setState() {} };
const prose = await (await import("./markdown/MARKDOWN")).activate(here);
await (await import("./math/MATH")).activate({ ...here, getRenderer: async () => prose });
globalThis.show = async (texts) => {
  const shown = texts.map(() => document.createElement("div"));
  document.body.append(...shown);
  for (const [nth, text] of texts.entries()) {
    const output = { id: `${nth}`, mime: "text/markdown", text: () => text };
    await prose.renderOutputItem(output, shown[nth]);
  }
};
globalThis.ready = true;
</script>
"""
"""Offers `show(texts)`. The folder is not trusted, as when a download is opened: VS Code then lets
through less."""


def lay_out(folder: Path) -> Path:
    """Make the page that renders prose; return its folder. What is there already is kept.

    Raises
    ------
    NoPackageError
        If npm cannot bring a package, or brings another one.
    """
    page = PAGE
    for name, (package, integrity, script) in PACKAGES.items():
        place = folder / name
        mark = place / ".from"
        if not mark.is_file() or mark.read_text("utf-8") != integrity:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            shutil.move(unpacked(package, integrity, place) / "resources", place / "resources")
            shutil.move(place / "package/index.js", place / "index.js")
            mark.write_text(integrity, "utf-8")
        page = page.replace(name.upper(), _place(place / "index.js", script))
    (folder / "index.html").write_text(page, "utf-8")
    return folder


def _place(index: Path, script: str) -> str:
    """Return where a package keeps a file of the extension: it names them anew."""
    said = index.read_text("utf-8")
    held = said.split(f"registerFileUrl('{script}', new URL('./", 1)[1]
    return held.split("'", 1)[0]
