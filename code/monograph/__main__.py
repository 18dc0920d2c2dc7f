"""Build the book: `python -m monograph html` (or pdf, notebooks, status)."""

import argparse
import gc
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from monograph.records.address import public_url
from monograph.records.facts import CitationError, read_facts
from monograph.records.repository import SETTING, find_repository
from monograph.runner.command import at_once, command
from monograph.runner.sources import unread
from monograph.runner.whole import holds, sizes

SOURCES = (
    *("book", "code", "data", "_config.yml", "_toc.yml", "CITATION.cff"),
    *("CHANGELOG.md", "requirements.txt", "requirements-build.txt"),
)
MADE = {"__pycache__", "node_modules"}
"""Folders among them that tools fill."""
BUILT = "html/book/index.html"


def main(arguments: list[str] | None = None) -> int:
    """Build what is asked for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m monograph", description=__doc__)
    parser.add_argument("what", choices=["html", "pdf", "notebooks", "status"])
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    parser.add_argument("--jobs", type=int, default=None, help="how many chapters run at a time")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    started = time.perf_counter()
    if faults := unread(root):
        print("\n".join([*faults, "", "No book was made."]), file=sys.stderr)
        return 1
    try:
        mark = _mark(root)
    except CitationError as fault:
        print(f"{fault}\n\nNo book was made.", file=sys.stderr)
        return 1
    if options.what == "html" and _stands(root, mark):
        _say("Nothing has changed: no chapter was run, no page was set.")
        _say(f"The book stands at {root / '_build' / BUILT}")
        return 0
    if options.what == "pdf" and _stands(root, mark):
        return _print(root, started)
    with _uncollected():
        return _build(root, options.what, options.jobs, started, mark)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: a build is short, and its trees are large and stay.

    Looking through them again and again was a third of a build that runs no chapter. What is left
    of it goes with the process: taking the trees apart one by one would take seconds more.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def _print(root: Path, started: float) -> int:
    """Set the printed edition of pages that stand."""
    from monograph.print.pdf import publish_pdf
    from monograph.runner.chapters import BookError

    _say("Nothing has changed since the pages were set: 0 ran, all still hold")
    try:
        with at_once():
            made = publish_pdf(root)
    except BookError as fault:
        print(f"\n{fault}\n\nNo book was made.", file=sys.stderr)
        return 1
    _say(f"The book is made, in {time.perf_counter() - started:.0f} s: {made}")
    return 0


def _build(root: Path, what: str, jobs: int | None, started: float, mark: str) -> int:
    with ExitStack() as forking:
        # Before our own imports, which take half a second: all wait for what it imports.
        template = forking.enter_context(_from_clean(root, what))
        from monograph.runner.chapters import BookError
        from monograph.runner.place import held

        try:
            if what == "status":
                return _status(root)
            with held(root):
                pages, to_run, store, ran = _run(root, jobs, template)
                forking.close()
                with at_once():
                    store.hand_over(to_run)
                    _say(f"{len(ran)} ran, {len(to_run) - len(ran)} still hold; setting the pages")
                    gc.freeze()  # an extension goes through all objects that are not
                    made = _publish(root, what, pages, to_run, store)
                if what == "html":
                    stands = {"made_from": mark, "files": sizes(root / "_build/html")}
                    _mark_path(root).write_text(json.dumps(stands), "utf-8")
                    _say_why_no_launch(root)
        except BookError as fault:
            print(f"\n{fault}\n\nNo book was made.", file=sys.stderr)
            return 1
    seconds = time.perf_counter() - started
    _say(f"The book is made, in {seconds:.0f} s: {made}")
    return 0


def _from_clean(root: Path, what: str) -> Any:  # noqa: ANN401  (what gives a prepared process, or None)
    """Start what kernels are forked from at once if no chapter has ever run: it imports most."""
    from monograph.runner import kernels

    if what == "status" or (root / "_build/executed").exists():
        return nullcontext()
    return kernels.prepared()


def _run(root: Path, jobs: int | None, template: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Run the stale chapters; return pages, those with code, where these are kept, who ran."""
    from monograph.runner.chapters import chapters, check_config, executable
    from monograph.runner.parallel import refresh
    from monograph.runner.store import Store

    def meanwhile() -> None:
        from monograph.site.ahead import import_ahead

        import_ahead(root)

    check_config(root / "_config.yml")
    pages, store = chapters(root), Store(root)
    to_run = executable(pages)
    _say(f"{len(pages)} pages, {len(to_run)} with code")
    ran = refresh(to_run, store, _say, jobs, template=template, meanwhile=meanwhile)
    return pages, to_run, store, ran


def _publish(root: Path, what: str, pages: list, to_run: list, store: object) -> Path:  # type: ignore[type-arg]
    """Set the pages and put the edition in place of the last; return where it begins."""
    if what == "pdf":
        from monograph.print.pdf import publish_pdf

        return publish_pdf(root)
    if what == "notebooks":
        from monograph.living.builder import publish_notebooks

        return publish_notebooks(root)
    from monograph.site.publish import publish_html

    publish_html(root, pages, to_run, store)  # type: ignore[arg-type]
    return root / "_build" / BUILT


def _status(root: Path) -> int:
    from monograph.runner.chapters import chapters, executable
    from monograph.runner.dependencies import Digests
    from monograph.runner.store import Store

    digests, store = Digests(root), Store(root)
    why = {chapter.name: store.why(chapter, digests) for chapter in executable(chapters(root))}
    for name, changed in why.items():
        _say(f"{name}: {f'runs again, since {changed}' if changed else 'holds'}")
    _say(f"{sum(map(bool, why.values()))} of {len(why)} chapters must run")
    return 0


def _mark_path(root: Path) -> Path:
    return root / "_build" / "html.json"


def _mark(root: Path) -> str:
    """Return a digest of all that a book is made from: files, and what its pages link to."""
    address, sought = public_url(read_facts(root)), find_repository(root)
    digest = hashlib.sha256(f"{sys.version}\0{address}\0{sought.found}\0".encode())
    for name in SOURCES:
        base = root / name
        paths = sorted(p for p in base.rglob("*") if p.is_file()) if base.is_dir() else [base]
        for path in paths:
            if not MADE.intersection(path.parts) and path.is_file():
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _stands(root: Path, mark: str) -> bool:
    """Tell whether the published book is made from what is there now, and has lost no file."""
    try:
        stands = json.loads(_mark_path(root).read_text("utf-8"))
        if stands["made_from"] != mark:
            return False
        return holds(root / "_build/html", stands["files"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False  # there is none, or half of one, or one of another version of the builder


def _say_why_no_launch(root: Path) -> None:
    why = find_repository(root).why
    if why:
        _say(f"No launch button on the pages: {why}. {SETTING} can name repository and branch.")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(command(main, "no book was made. The last good one is untouched."))
