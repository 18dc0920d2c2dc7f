"""What a PDF says about itself, and the same bytes for the same book."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pikepdf

from monograph.records.address import public_url
from monograph.records.facts import Facts

LICENSE_PAGES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
PRODUCER = "XeTeX, Sphinx and Jupyter Book"


def finish(source: Path, target: Path, facts: Facts, when: datetime) -> None:
    """Copy a PDF with metadata for readers' programs and catalogues.

    Parameters
    ----------
    source
        What the typesetter wrote.
    target
        Where the finished file goes.
    facts
        What the book is.
    when
        The moment that the file bears; its bytes depend on nothing else of the day.
    """
    with pikepdf.open(source) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as record:
            for key, value in described(facts, when).items():
                record[key] = value
        moment = when.strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = moment
        pdf.docinfo["/Subject"] = facts.abstract
        pdf.Root.Lang = pikepdf.String(facts.language)
        pdf.save(
            target,
            linearize=True,  # a browser shows the first page before it has the last
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def described(facts: Facts, when: datetime) -> dict[str, str | list[str]]:
    """Return the book in the terms of XMP: what is not known is left out."""
    authors = [author.full for author in facts.authors]
    known: dict[str, str | list[str] | None] = {
        "dc:title": facts.full_title,
        "dc:creator": authors,
        "dc:description": facts.abstract,
        "dc:subject": list(facts.keywords),
        "dc:language": [facts.language],
        "dc:rights": f"© {facts.year} {', '.join(authors)}. {facts.text_license}",
        "dc:identifier": f"https://doi.org/{facts.doi}" if facts.doi else public_url(facts),
        "prism:doi": facts.doi,
        "prism:versionIdentifier": facts.version,
        "prism:url": public_url(facts),
        "xmpRights:WebStatement": LICENSE_PAGES.get(facts.text_license),
        "xmp:CreateDate": when.isoformat(),
        "xmp:ModifyDate": when.isoformat(),
        "pdf:Keywords": ", ".join(facts.keywords),
        "pdf:Producer": PRODUCER,
    }
    return {key: value for key, value in known.items() if value}
