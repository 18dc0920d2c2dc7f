"""From set pages to the printed edition: written as code, typeset, described, put in place."""

import gc
import os
from datetime import UTC, datetime, time
from pathlib import Path

from monograph.print.faults import PrintError
from monograph.print.finish import finish
from monograph.print.typesetting import typeset
from monograph.records.editions import pdf_path
from monograph.records.facts import Facts, read_facts
from monograph.runner.chapters import BookError
from monograph.site.publish import set_pages, swap


def publish_pdf(root: Path) -> Path:
    """Write the pages for Typst, typeset them, and put the PDF in place of the last one.

    Raises
    ------
    BookError
        If Sphinx or Typst refuses the book. The message says where; the last PDF is untouched.
    """
    gc.disable()  # a fifth of the time; what is read lives as long as the process does
    facts = read_facts(root)
    moment = stamp(facts)  # first: it may refuse
    code = swap(set_pages(root, "typst"), root / "_build" / "typst")
    try:
        raw = typeset(code, moment)
    except PrintError as fault:
        raise BookError(f"The printed edition is not fit to publish:\n{fault}") from None
    final = pdf_path(root)
    final.parent.mkdir(parents=True, exist_ok=True)
    new = final.with_suffix(".new")
    finish(raw, new, facts, moment)
    new.replace(final)
    return final


def stamp(facts: Facts) -> datetime:
    """Return the moment that the PDF bears: the day of its version, or SOURCE_DATE_EPOCH.

    Raises
    ------
    BookError
        If SOURCE_DATE_EPOCH is no moment.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        try:
            return datetime.fromtimestamp(int(stated), UTC)
        except (ValueError, OverflowError, OSError):
            raise BookError(
                f"SOURCE_DATE_EPOCH: {stated!r} is no number of seconds since 1970; unset it"
            ) from None
    return datetime.combine(facts.date, time(), UTC)
