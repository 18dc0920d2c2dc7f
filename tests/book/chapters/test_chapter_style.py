"""Every chapter keeps the rules of the house; each rule is shown to catch what it forbids."""

from pathlib import Path

import pytest
import yaml

from monograph.runner.chapters import Chapter, chapters, executable

from . import chapter_cells as cells
from . import chapter_style as style
from . import chapter_words as words
from . import typed_facts as facts
from .prose import digit_faults, prose_lines, sentence_ends

REAL = Path(__file__).parents[3]
PAGES = {page.name: page for page in chapters(REAL)}
RUNNING = [page.name for page in executable(list(PAGES.values()))]
TOC = yaml.safe_load((REAL / "_toc.yml").read_text("utf-8"))
NUMBERED = [
    entry["file"] for part in TOC["parts"] if part.get("numbered") for entry in part["chapters"]
]


@pytest.mark.parametrize("name", RUNNING)
@pytest.mark.parametrize(
    "rule",
    [*style.WITH_CODE, *words.WITH_CODE, *facts.WITH_CODE, *cells.WITH_CODE],
    ids=lambda rule: rule.__name__,
)
def test_pages_with_code_keep_the_rule(name: str, rule: style.Rule) -> None:
    assert rule(PAGES[name]) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("rule", style.FOR_ALL, ids=lambda rule: rule.__name__)
def test_pages_keep_the_rule(name: str, rule: style.Rule) -> None:
    assert rule(PAGES[name]) == []


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("rule", [style.minute, style.ending], ids=lambda rule: rule.__name__)
def test_chapters_open_with_a_minute_and_close_with_a_list(name: str, rule: style.Rule) -> None:
    assert rule(PAGES[name]) == []


def test_no_two_chapters_close_with_the_same_sentence() -> None:
    points = [point for name in NUMBERED for point in style.closing(PAGES[name])]
    assert [point for point in set(points) if points.count(point) > 1] == []


def test_no_two_chapters_write_the_same_join() -> None:
    assert cells.repeated([PAGES[name] for name in RUNNING]) == []


@pytest.mark.parametrize("name", NUMBERED)
def test_the_landing_page_leads_to_every_chapter(name: str) -> None:
    landing = PAGES[TOC["root"]].path.read_text("utf-8")
    assert f"{{ref}}`ch-{Path(name).name}`" in landing


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_cells_has_the_header_that_makes_them_run(name: str) -> None:
    assert ("```{code-cell}" in PAGES[name].path.read_text("utf-8")) == (name in RUNNING)


GOOD = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3}
---

(ch-hiring)=
# Hiring

:::{admonition} In one minute
:class: cb-minute
**Question:** How do firms learn?

**Answer:** By hiring.

**Number:** {n}`hire` hire.

**Limit:** We did not ask them.
:::

Of all firms {n}`hire` hire from outside (§3.2), as {numref}`fig-hire` shows.
One more sentence follows.

```{code-cell} ipython3
:tags: [hide-input]
import clusterbook.book as cb
channels = cb.load("channels")
cb.holds({"One more sentence": len(channels) > 1})
cb.tell(
    hire=cb.printed("F178"),
)
```

```{code-cell} ipython3
:tags: [hide-input]
:mystnb: {figure: {name: fig-hire, caption: "Hiring leads, with {n}`hire` in Table 5."}}
:source: "The paper says: Table 5."
cb.draw.share_bars(channels)
```

## What this does not show

- Why they do.
- Whom they hire.
"""

# rule -> what to replace in the good chapter so that the rule is broken
BAD = [
    (style.opening, ("Of all firms {n}`hire` hire from outside (§3.2), as {numref}`fig-hire` shows."
                     "\nOne more sentence follows.\n", "")),
    (style.imports, ("import clusterbook.book as cb\n", "import pandas as pd\n")),
    (style.imports, ("channels = cb", "from math import pi\nchannels = cb")),
    (style.imports, ("cb.draw", "import clusterbook.book as cb\ncb.draw")),
    (style.folded, (":tags: [hide-input]\n:mystnb", ":mystnb")),
    (style.plotting, ("cb.draw.share_bars(channels)", "alt.Chart(channels)")),
    (style.plotting, ("cb.draw.share_bars(channels)", "cb.draw.chart(channels).mark_bar()")),
    (style.figures, (', caption: "Hiring leads, with {n}`hire` in Table 5."', "")),
    (style.figures, (':source: "The paper says: Table 5."\n', "")),
    (style.figures, ("{numref}`fig-hire`", "the figure")),
    (style.figures, ("name: fig-hire", "name: hire")),
    (style.figures, (':mystnb: {figure: {name: fig-hire, caption: "Hiring leads, with {n}`hire` '
                     'in Table 5."}}\n', "")),
    (style.numbers, ("{n}`hire` hire", "{n}`hired` hire")),
    (style.numbers, ("    hire=", '    other=cb.printed("F177"),\n    hire=')),
    (style.numbers, ("    hire=", "    **more,\n    hire=")),
    (words.guards, ('"One more sentence"', '"Some other sentence"')),
    (words.guards, ('"One more sentence"', '"more sentence"')),
    (words.guards, ('"One more sentence"', '"One"')),
    (words.guards, ("One more sentence follows.", "One more sentence.\nOne more sentence.")),
    (words.guards, ('{"One more sentence": len(channels) > 1}', "dict(a=len(channels) > 1)")),
    (words.guards, ("> 1}", '> 1, "One more sentence": channels.empty}')),
    (words.guards, ("len(channels) > 1", "True")),
    (words.guards, ("len(channels) > 1", "len('ab') > 1")),
    (words.guards, ("len(channels) > 1", "len(channels) > 1 or True")),
    (words.guards, ("len(channels) > 1", "channels is channels")),
    (words.voices, ('"The paper says: Table 5."', '"The paper says: Table 5."\n:data: links')),
    (words.voices, ("The paper says: Table 5.", "The paper says: Table 5. We judge: the rest.")),
    (words.voices, ("The paper says: Table 5.", "We compute: the status, by our coding.")),
    (words.reasons, ('cb.printed("F178")', "cb.computed(len(channels))")),
    (words.reasons, ('cb.printed("F178")', 'cb.recovered(len(channels), why=" ")')),
    (facts.typed, ('cb.printed("F178")', 'cb.computed("13 of 61")')),
    (facts.typed, ('cb.printed("F178")', "cb.recovered(13)")),
    (facts.typed, ('cb.printed("F178")', 'cb.computed(len(channels), why="11/61")')),
    (facts.typed, ('cb.printed("F178")', 'cb.computed(len(channels), why=f"{channels} of 61")')),
    (facts.typed, ("len(channels) > 1", "len(channels) < 61")),
    (facts.typed, ("len(channels) > 1", 'len(channels) > len("21.31")')),
    (cells.columns, ('"One more sentence": len(channels) > 1', '"One more sentence": len('
                     'channels.set_index("channel").sort_values("percent")["position"]) > 1')),
    (style.digits, ("{n}`hire` hire", "13 hire")),
    (style.digits, ("{n}`hire` in Table 5", "21.31 % in Table 5")),
    (style.digits, ("# Hiring", "# Hiring in 2009")),
    (style.sentences, ("One more", "A sentence. One more")),
    (style.plain, ("One more sentence follows.", "All hangs on one more sentence.")),
    (style.plain, ("One more sentence follows.", "Were one more to follow, it would.")),
    (style.plain, ("One more sentence follows.", "It would, had one more followed.")),
    (style.ending, ("## What this does not show", "## Why")),
    (style.ending, ("- Whom they hire.", "- Whom they hire.\n\n## And more")),
    (style.ending, ("- Whom they hire.", "Not whom they hire.")),
    (style.ending, ("- Whom they hire.", "- Whom they hire.\n" * 5)),
    (style.ending, ("- Why they do.\n- Whom they hire.\n", "")),
    (style.minute, (":::{admonition} In one minute", ":::{admonition} In a minute")),
    (style.minute, ("**Limit:** We did not ask them.\n", "")),
    (style.minute, ("**Number:** {n}`hire` hire.", "**Number:** Most hire.")),
    (style.minute, ("# Hiring\n", "# Hiring\n\nFirst something else.\n")),
]  # fmt: skip


def written(folder: Path, text: str) -> Chapter:
    (folder / "page.md").write_text(text, "utf-8")
    return Chapter(folder, "page")


@pytest.mark.parametrize(
    "rule",
    [
        *(*style.WITH_CODE, *words.WITH_CODE, *facts.WITH_CODE, *style.FOR_ALL),
        *(style.minute, style.ending),
    ],
)
def test_a_good_chapter_breaks_no_rule(rule: style.Rule, tmp_path: Path) -> None:
    assert rule(written(tmp_path, GOOD)) == []


@pytest.mark.parametrize(("rule", "edit"), BAD)
def test_a_bad_chapter_is_caught_with_its_line(
    rule: style.Rule, edit: tuple[str, str], tmp_path: Path
) -> None:
    assert edit[0] in GOOD
    faults = rule(written(tmp_path, GOOD.replace(edit[0], edit[1], 1)))
    assert faults
    assert all(fault.startswith("page.md:") for fault in faults)


def test_a_join_that_two_chapters_write_is_caught_where_it_stands_again(tmp_path: Path) -> None:
    join = 'channels.set_index("channel")["percent"].sort_values(ascending=False)'
    body = GOOD.replace("cb.holds", f"ranked = {join}\ncb.holds")
    first = written(tmp_path, body)
    (tmp_path / "more.md").write_text(body.replace("ranked", "order"), "utf-8")
    (fault,) = cells.repeated([first, Chapter(tmp_path, "more")])
    assert fault.startswith("more.md:27: also in page.md:27; put it in findings: channels.set")


@pytest.mark.parametrize(
    "text",
    [
        "Table 5, row 6 and Figure 1",
        "§3.2 and §§4.1, 4.2",
        "the paper's Tables 2 and 5 (表5)",
        "H2 and P3 under ISO 9002, fact F178, T01",
        "{n}`a1`, {row}`fact:F001`, `x[1]`, $x^2$, {cite:t}`dosi1982`, [in 2009](page2.md)",
    ],
)
def test_names_and_places_are_no_numbers(text: str) -> None:
    assert digit_faults(text) == []


@pytest.mark.parametrize("text", ["61 firms", "in the 1980s", "21.31 %", "H4", "P9", "第3期", "x1"])
def test_numbers_are_numbers(text: str) -> None:
    assert digit_faults(text) == [word for word in text.split() if any(map(str.isdigit, word))]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("One sentence, e.g. This one, or that of Nelson et al. There.", 0),
        ("One. Two.", 1),
        ("**A run-in heading.** One sentence.", 0),
        ("**A run-in heading.** One. Two.", 1),
        ("One? Two! Three.", 2),
        ("The paper “says so.” We doubt it.", 1),
        ("It ends here. {n}`a` firms begin.", 1),
        ("Version {n}`a`. of `x. Y` and $a. B$", 0),
        ("他们说。 我们说。", 1),
    ],
)
def test_sentences_are_counted(line: str, ends: int) -> None:
    assert sentence_ends(line) == ends


def test_prose_is_told_from_everything_else() -> None:
    text = (
        "# Title\n(label)=\n:::{note}\n:class: x\nInside.\n:::\n```python\ncode\n```\n"
        "- an item\n% a comment\n| a | b |\n|---|--:|\n"
    )
    assert list(prose_lines(text)) == [
        (1, "Title"), (5, "Inside."), (10, "an item"), (12, "| a | b |")
    ]  # fmt: skip


def test_what_is_within_reach_of_every_page_is_on_the_landing_page() -> None:
    """The line under every title leads to places that are there, and leaves out what is not."""
    config = yaml.safe_load((REAL / "_config.yml").read_text("utf-8"))
    for place in config["sphinx"]["config"]["monograph_reach"]["places"].values():
        name, _, id_ = place.partition("#")
        assert f"{{#{id_} .cb-row}}" in PAGES[name].path.read_text("utf-8")
