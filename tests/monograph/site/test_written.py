"""Each page is rewritten once, by whoever writes it; what is no page is left alone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from monograph.site.written import rewrite


class Builder:
    """As much of Sphinx's builder of pages as writes one."""

    format = "html"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_outfilename(self, name: str) -> str:
        """Return where a page is written."""
        return str(self.folder / f"{name}.html")

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        outfilename: str | None = None,
        event_arg: object = None,
    ) -> None:
        """Write what the page is to hold."""
        Path(outfilename or self.get_outfilename(pagename)).write_text(addctx["body"], "utf-8")


def _app(folder: Path, form: str = "html") -> Any:  # noqa: ANN401
    builder = Builder(folder)
    builder.format = form
    return SimpleNamespace(builder=builder)


def test_every_page_is_mended_in_the_order_in_which_it_was_asked(tmp_path: Path) -> None:
    app = _app(tmp_path)
    rewrite(app, lambda page: page + " first")
    rewrite(app, lambda page: page + " second")
    app.builder.handle_page("page", {"body": "as written"}, event_arg=None)
    assert (tmp_path / "page.html").read_text("utf-8") == "as written first second"


def test_a_file_that_is_no_page_stays_as_it_was_written(tmp_path: Path) -> None:
    app = _app(tmp_path)
    rewrite(app, lambda _: "mended")
    out = tmp_path / "opensearch.xml"
    app.builder.handle_page("opensearch", {"body": "as written"}, "opensearch.xml", str(out))
    assert out.read_text("utf-8") == "as written"


def test_the_builder_of_another_format_is_left_alone(tmp_path: Path) -> None:
    app = _app(tmp_path, "latex")
    rewrite(app, lambda _: "mended")
    app.builder.handle_page("page", {"body": "as written"})
    assert (tmp_path / "page.html").read_text("utf-8") == "as written"
