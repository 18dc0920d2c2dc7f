"""From a page to its living notebook: Binder where the sources can be fetched, else `make lab`.

A button that leads nowhere is worse than none. Where this build knows no repository, the page says
instead how to launch the chapter from the folder that the reader has.
"""

from typing import Any

from sphinx.application import Sphinx

from monograph.records.repository import Repository
from monograph.site.edition import edition
from monograph.words import words_beside


def header_button(repository: Repository, page: str, language: str = "") -> dict[str, str]:
    """Return the button in the head of a page, as the theme wants it."""
    say = words_beside(__file__, language)
    return {
        "type": "link",
        "url": repository.launch(page),
        "text": say("button"),
        "tooltip": say("tooltip"),
        "label": "launch-button",
    }


def launch_line(repository: Repository | None, page: str, language: str = "") -> str:
    """Return the line at the foot of a page that says how to run it, in the page's language."""
    say = words_beside(__file__, language)
    locally = say("locally", page=page)
    if repository is None:
        return f'<p class="cb-launch">{say("only_locally", locally=locally)}</p>'
    link = f'<a href="{repository.launch(page)}">{say("binder")}</a>'
    return f'<p class="cb-launch">{say("both", link=link, locally=locally)}</p>'


def _offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    if doctree is None or "kernelspec" not in app.env.metadata.get(page, {}):
        return  # nothing to run
    repository = edition(app).sought.found
    language = str(app.env.metadata[page].get("lang", ""))
    if repository is not None:
        context["header_buttons"].insert(0, header_button(repository, page, language))
    context["body"] += launch_line(repository, page, language)


def setup(app: Sphinx) -> None:
    """Add to each page that runs."""
    app.connect("html-page-context", _offer, priority=550)  # after the theme's own buttons
