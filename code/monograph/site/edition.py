"""What the pages know of the book as a publication: its facts, its address, its repository."""

from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from monograph.records.address import public_url
from monograph.records.citing import Work
from monograph.records.facts import Facts, read_facts
from monograph.records.repository import Sought, find_repository

ATTRIBUTE = "monograph_edition"


@dataclass(frozen=True)
class Edition:
    """The publication that this build makes."""

    facts: Facts
    address: str | None
    """Where it will stand, with a slash at the end."""
    sought: Sought
    """Its repository, or why there is none."""


def edition(app: Sphinx) -> Edition:
    """Return the publication; what it needs is read once a build."""
    found: Edition | None = getattr(app, ATTRIBUTE, None)
    if found is None:
        root = Path(app.srcdir)
        facts = read_facts(root)
        found = Edition(facts, public_url(facts), find_repository(root))
        setattr(app, ATTRIBUTE, found)
    return found


def work(app: Sphinx, page: str) -> Work:
    """Return a page as a work to cite: the landing page stands for the whole book."""
    known = edition(app)
    address = known.address and f"{known.address}{page}.html"
    if page == app.config.root_doc:
        return Work(known.facts, known.address)
    number = app.env.toc_secnumbers.get(page, {}).get("", ())
    return Work(
        known.facts,
        address,
        chapter=app.env.titles[page].astext(),
        number=".".join(map(str, number)),
        name=page.rpartition("/")[2],
        written_in=str(app.env.metadata.get(page, {}).get("lang", "")),
    )


def _configure(app: Sphinx, config: Config) -> None:
    """Let Sphinx write each page's canonical link, if the book has an address."""
    config.html_baseurl = edition(app).address or ""


def setup(app: Sphinx) -> None:
    """Read the facts before the pages."""
    app.connect("config-inited", _configure)
