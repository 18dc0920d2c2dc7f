"""What a reader can take away: the data tables, and each figure's drawing and numbers.

Tables begin with a byte order mark, without which Excel takes Chinese for Latin. The sources have
none; `datapackage.json` is published with the sizes and digests of what is published beside it.
"""

import codecs
import json
import shutil
from pathlib import Path
from typing import Any

from monograph.runner.chapters import BookError, Chapter
from monograph.runner.store import DOWNLOADS, Store
from monograph.tables.stated import dumps, fingerprint

FILE = "datapackage.json"
MARKED = "utf-8-sig"
"""The encoding of what is downloaded: UTF-8 with the mark by which Excel knows it."""


def write_downloads(root: Path, site: Path, chapters: list[Chapter], store: Store) -> None:
    """Write data/ and figures/ of the published book."""
    for folder in ("data", "figures"):
        shutil.rmtree(site / folder, ignore_errors=True)
        (site / folder).mkdir(parents=True)
    _write_tables(root / "data", site / "data")
    for chapter in chapters:
        for name, bundle in _figures(chapter, store.executed(chapter)):
            for kind, suffix in DOWNLOADS.items():
                if kind in bundle:
                    encoding = MARKED if suffix == "csv" else "utf-8"
                    (site / "figures" / f"{name}.{suffix}").write_text(bundle[kind], encoding)


def _write_tables(data: Path, published: Path) -> None:
    """Publish what is declared, and nothing that lies beside it: a copy, an office's lock."""
    described = data / FILE
    if not described.is_file():
        return
    package = json.loads(described.read_text("utf-8"))
    resources = package.get("resources", [])
    # A declared file that is missing, or lies elsewhere, is none of a reader's downloads.
    for place, resource in enumerate(resources):
        name = str(resource.get("path"))
        source = data / name
        if Path(name).name == name and source.suffix == ".csv" and source.is_file():
            content = codecs.BOM_UTF8 + source.read_bytes().removeprefix(codecs.BOM_UTF8)
            (published / name).write_bytes(content)
            resources[place] = resource | fingerprint(content)
    (published / FILE).write_text(dumps(package), "utf-8")


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
