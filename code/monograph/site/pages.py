"""Which pages Sphinx must read and write again.

Sphinx sees changed text but not changed outputs, and it rewrites only the pages it read: a number
that another chapter refers to could go stale, and a reference could break unseen. So: a chapter
whose outputs are new is read again, and every page is written in every build.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from monograph.drawing.theme import css_variables, figure_css, voice_css


def _stamps(app: Sphinx) -> dict[str, str]:
    """Return docname -> digest of its executed outputs, as the builder left them."""
    path = Path(app.srcdir, str(app.config.monograph_stamps))
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Name the chapters whose outputs differ from those that were read last."""
    _declare_safe(app)
    now = _stamps(app)
    before = getattr(env, "monograph_stamps", {})
    env.monograph_stamps = now  # type: ignore[attr-defined]
    return [name for name in env.found_docs if now.get(name) != before.get(name)]


def _clear(app: Sphinx) -> None:
    """Empty the output folder, so that a rebuild gives the very bytes of a build from clean.

    All pages are written again anyhow. Pages of removed chapters, entries of the search index and
    style sheets of the last build would stay.
    """
    for path in Path(app.outdir).iterdir() if app.builder.format == "html" else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _edited(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Read each page anew whose source holds other bytes, also if its time is the same or older.

    Sphinx asks for a later time only. A copy that keeps times, or a clock that was set back, would
    leave the old page.
    """
    paths = {name: Path(env.doc2path(name)) for name in env.found_docs}
    now = {n: hashlib.sha256(p.read_bytes()).digest() for n, p in paths.items() if p.is_file()}
    before: dict[str, bytes] = getattr(env, "mg_sources", {})
    env.mg_sources = now  # type: ignore[attr-defined]
    return [name for name in now if before.get(name, now[name]) != now[name]]


def _pass_over_hidden(_: Sphinx, config: Config) -> None:
    """Take no hidden file for a page: a Mac's archive has a `._page.md` beside each.

    What finds the pages that the contents leave out does not see these, and Sphinx does.
    """
    config.exclude_patterns = [*config.exclude_patterns, ".*", "**/.*"]


def _declare_safe(app: Sphinx) -> None:
    """Say of Jupyter Book's chapter numbering what it omits to say: it works after all is read."""
    numbering = app.extensions.get("sphinx_multitoc_numbering")
    if numbering is not None:
        numbering.parallel_read_safe = numbering.parallel_write_safe = True


def _write_all(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    return sorted(env.found_docs)


def _palette(app: Sphinx) -> None:
    """Write colours and voices as a style sheet: page and drawings cannot drift apart."""
    folder = Path(app.doctreedir) / "palette"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "palette.css").write_text(
        css_variables() + voice_css() + figure_css() + "\n", "utf-8"
    )
    app.config.html_static_path.append(str(folder))
    app.add_css_file("palette.css")


def _refuse_unready(app: Sphinx, config: Config) -> None:
    """Refuse a build that has not run the chapters: its pages would be half of what they are."""
    if not config.monograph_ready:
        raise ConfigError(
            "these pages are set by `make book` (`python -m monograph html`), which runs the "
            "chapters first; a plain `jupyter-book build` would lose what it tells them"
        )


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.add_config_value("monograph_ready", False, "")
    app.connect("config-inited", _refuse_unready, priority=0)
    app.connect("config-inited", _pass_over_hidden)
    app.connect("env-get-outdated", _edited)
    app.connect("builder-inited", _palette)
    app.add_config_value("monograph_stamps", "", "")
    app.connect("builder-inited", _clear, priority=0)  # before any extension writes there
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _write_all)
