"""What a reader can take away: the data tables, and each figure's drawing and numbers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from monograph.runner.chapters import BookError, Chapter
from monograph.runner.store import DOWNLOADS, Store


def write_downloads(root: Path, site: Path, chapters: list[Chapter], store: Store) -> None:
    """Write data/ and figures/ of the published book."""
    for folder in ("data", "figures"):
        shutil.rmtree(site / folder, ignore_errors=True)
        (site / folder).mkdir(parents=True)
    for source in sorted((root / "data").iterdir()):
        if source.suffix in {".csv", ".json"}:
            shutil.copy2(source, site / "data" / source.name)
    for chapter in chapters:
        for name, bundle in _figures(chapter, store.executed(chapter)):
            for kind, suffix in DOWNLOADS.items():
                if kind in bundle:
                    (site / "figures" / f"{name}.{suffix}").write_text(bundle[kind], "utf-8")


def _figures(chapter: Chapter, notebook: Any) -> list[tuple[str, dict[str, str]]]:  # noqa: ANN401
    found = []
    for cell in notebook.cells:
        name = cell.metadata.get("mystnb", {}).get("figure", {}).get("name", "")
        if not name.startswith("fig-"):
            continue
        bundles = [o.data for o in cell.outputs if "data" in o and "image/svg+xml" in o.data]
        if len(bundles) != 1:
            line = chapter.line_of(chapter.notebook.cells[notebook.cells.index(cell)])
            raise BookError(
                f"{chapter.path}:{line}: the cell named {name} must show one figure, "
                f"it shows {len(bundles)}"
            )
        found.append((name, bundles[0]))
    return found
