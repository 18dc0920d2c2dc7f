"""The book as a work to cite, and a chapter of it: one record, written in each style elsewhere."""

from dataclasses import dataclass

from monograph.records.facts import Facts


@dataclass(frozen=True)
class Work:
    """The whole book, or a chapter of it."""

    facts: Facts
    address: str | None = None
    """Where it can be read, if it is published."""
    chapter: str = ""
    """The chapter's title; empty for the whole book."""
    number: str = ""
    """The chapter's number, if it has one."""
    name: str = ""
    """The chapter's page, such as "survey"; empty for the whole book."""
    written_in: str = ""
    """The chapter's language, where it is not the book's."""

    @property
    def link(self) -> str:
        """Return where the work leads to: a DOI stands for the whole book only."""
        doi = self.facts.doi
        return f"https://doi.org/{doi}" if doi and not self.chapter else self.address or ""

    @property
    def language(self) -> str:
        """Return the language that the work is written in."""
        return self.written_in or self.facts.language

    @property
    def title(self) -> str:
        """Return the title of the chapter, or of the book with its subtitle."""
        return self.chapter or self.facts.full_title
