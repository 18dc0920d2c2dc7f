"""What is done to each page of the web right after it is written, by the process that writes it.

Pages are written by several processes at a time. What is left for the end of the build is done by
one of them alone, while the others wait.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def rewrite(app: Sphinx, mend: Callable[[str], str]) -> None:
    """Let `mend` rewrite each page that the builder writes: what it returns stands in the end.

    Parameters
    ----------
    app
        Its builder is there (from "builder-inited" on). A builder of another format is left alone.
    mend
        From a whole page to a whole page, both HTML. Those that were asked first come first.
    """

    def again(_: str, page: Path) -> None:
        page.write_text(mend(page.read_text("utf-8")), "utf-8")

    follow(app, again)


def follow(app: Sphinx, do: Callable[[str, Path], None]) -> None:
    """Let `do` have the name and the file of each page right after it is written.

    Parameters
    ----------
    app
        As for `rewrite`, in one order with what was asked there.
    do
        Gets what Sphinx calls the page, and where it lies, HTML in UTF-8.
    """
    if app.builder.format != "html":
        return
    builder: Any = app.builder
    handle = builder.handle_page

    def handle_page(
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        outfilename: str | None = None,
        event_arg: Any = None,  # noqa: ANN401
    ) -> None:
        handle(pagename, addctx, templatename, outfilename, event_arg)
        page = Path(outfilename or builder.get_outfilename(pagename))
        if page.suffix == ".html":
            do(pagename, page)

    builder.handle_page = handle_page
