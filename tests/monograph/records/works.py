"""Works to cite: the real book, and invented editions with what the real one lacks."""

from dataclasses import replace
from pathlib import Path

from monograph.records.citing import Work
from monograph.records.facts import Author, read_facts

REAL = Path(__file__).parents[3]
FACTS = read_facts(REAL)
PEOPLE = (Author("Berg", "Ada Maria"), Author("Li", "Wei"), Author("O'Neill", "Sean"))
SIGNED = replace(FACTS, authors=PEOPLE, doi="10.1234/book.5")
AWKWARD = replace(FACTS, title="50% & more: a_b, #1", authors=PEOPLE[:2])
AT = "https://example.org/book/"
CHAPTER = {"chapter": "The survey", "number": "7", "name": "survey"}

WORKS = {
    "the book as it is": Work(FACTS),
    "the book with an address": Work(FACTS, AT),
    "the book signed, with a DOI": Work(SIGNED, AT),
    "a chapter as it is": Work(FACTS, **CHAPTER),
    "a chapter with an address": Work(FACTS, f"{AT}book/survey.html", **CHAPTER),
    "a chapter of people": Work(SIGNED, f"{AT}book/survey.html", **CHAPTER),
    "a page without a number": Work(FACTS, f"{AT}book/preface.html", "Preface", name="preface"),
    "a page in another language": Work(FACTS, chapter="中文摘要", written_in="zh-Hans"),
    "an awkward title": Work(AWKWARD, AT),
}
