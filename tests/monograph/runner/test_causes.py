"""Why a chapter runs again is said in an author's words, each thing once, in one short line."""

import re

import pytest

from monograph.runner.causes import in_words
from monograph.runner.execute import ChapterError
from monograph.runner.parallel import said_once

from .conftest import Project

TABLES = {"facts": "data/facts.csv", "firms": "data/firms.csv"}
MODULES = [f"module:village.m{n}" for n in range(12)]
WORDS = {
    "a table": (["file:data/facts.csv", "table:facts"], "data/facts.csv changed"),
    "modules": (
        ["file:data/facts.csv", *MODULES],
        "data/facts.csv and 12 modules of village changed",
    ),
    "one module": (["module:monograph.voices"], "the module monograph.voices changed"),
    "two packages": (
        [*MODULES[:2], "module:monograph.voices"],
        "the module monograph.voices and 2 modules of village changed",
    ),
    "what is said of a table": (["table:firms"], "the description of data/firms.csv changed"),
    "a new table": (["table:*"], "the list of tables changed"),
    "an unknown table": (["table:other"], "the description of other changed"),
    "many files": (
        [f"file:data/{name}.csv" for name in "abcde"],
        "data/a.csv, data/b.csv and 3 more files changed",
    ),
    "the cells": (["its code", "file:data/a.csv"], "its code and data/a.csv changed"),
    "the lock": (["environment"], "the locked environment or Python changed"),
    "first": (["never run"], "it has never run"),
}


@pytest.mark.parametrize("what", WORDS)
def test_a_cause_is_said_in_words(what: str) -> None:
    reasons, said = WORDS[what]
    assert in_words(reasons, [], TABLES) == said


def test_what_is_gone_is_not_called_changed() -> None:
    gone = ["file:data/firms.csv", "table:firms"]
    assert in_words(gone, gone, TABLES) == "data/firms.csv is gone"
    said = in_words([*gone, "its code"], gone, TABLES)
    assert said == "its code changed; data/firms.csv is gone"


def test_status_says_each_chapter_in_one_line(project: Project) -> None:
    project.edit("data/channels.csv", "21.31", "22.95")
    project.append("code/village/book.py", "ADDED = 1\n")
    lines = project.build("status").stdout.splitlines()
    assert lines == [
        "book/alpha: runs again, since data/channels.csv and the module village.book changed",
        "book/beta: runs again, since the module village.book changed",
        "book/gamma: runs again, since the module village.book changed",
        "3 of 3 chapters must run",
    ]
    project.edit("code/village/book.py", "ADDED = 1\n", "")
    (project.root / "data/firms.csv").unlink()
    lines = project.build("status").stdout.splitlines()
    assert lines == [
        "book/alpha: runs again, since data/channels.csv changed",
        "book/beta: runs again, since data/firms.csv is gone",
        "book/gamma: holds",
        "2 of 3 chapters must run",
    ]


def test_a_fault_that_several_chapters_meet_is_said_once() -> None:
    shared = "the cell raises DataError: data/channels.csv:9 has one row too many"
    faults = [ChapterError(f"book/{name}.md:7", shared) for name in "cab"]
    said = said_once([*faults, ChapterError("book/d.md:3", "the cell raises KeyError: 'x'")])
    assert said.splitlines() == [
        f"book/a.md:7: {shared}",
        "(the same at book/b.md:7, book/c.md:7)",
        "book/d.md:3: the cell raises KeyError: 'x'",
    ]


def test_a_table_that_two_chapters_read_is_refused_once(project: Project) -> None:
    project.edit("book/beta.md", 'cb.load("firms")', 'cb.load("firms")\ncb.load("channels")')
    project.edit("data/channels.csv", "21.31", "4,92")
    said = project.build().stdout
    assert len(re.findall(r"data/channels\.csv:2 ", said)) == 1, said
    assert re.search(r"\(the same at \S+beta\.md:\d+\)", said), said
