"""Each run of Chinese on a page says that it is Chinese."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from monograph.site.languages import RUN, in_language, marked

CASES = {
    "a word": ("<p>valves (水暖阀门) of</p>", ["水暖阀门"]),
    "signs belong to the run": ("<p>证实了，假设1的</p>", ["证实了，假设", "的"]),
    "in a drawing": ("<svg><text>砂型 casting</text></svg>", ["砂型"]),
    "two": ("<li>玉环</li><li>温州</li>", ["玉环", "温州"]),
}


@pytest.mark.parametrize("name", CASES)
def test_runs_are_marked(name: str) -> None:
    html, runs = CASES[name]
    found = BeautifulSoup(marked(html), "html.parser").select('[lang="zh-Hans"]')
    assert [each.text for each in found] == runs


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="zh-Hans">玉环 <b>阀门</b></p>',
        "<script>if (a < b) { x = '<p>玉环</p>' }</script>",
        "<style>/* 玉环 */</style><title>玉环</title>",
        "<select><option>玉环</option></select>",
        '<img alt="玉环"><p title="阀门">valve</p>',
        "<!-- 玉环 --><p>plain</p>",
    ],
)
def test_what_needs_no_mark_or_can_bear_none_is_left(html: str) -> None:
    assert marked(html) == html


def test_a_mark_ends_with_its_element() -> None:
    assert marked('<p lang="zh">玉</p><p>环</p>').endswith('<span lang="zh-Hans">环</span></p>')


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.sampled_from(["玉环", "a<b>", "</b>", "<br>", "<svg>", "</svg>", "，", "x "])))
def test_marking_changes_no_text_and_is_done_once(pieces: list[str]) -> None:
    html = "".join(pieces)
    once = marked(html)
    assert (
        once.replace('<span lang="zh-Hans">', "")
        .replace("</span>", "")
        .replace('<tspan lang="zh-Hans">', "")
        .replace("</tspan>", "")
        == html
    )
    assert marked(once) == once
    assert all(f">{run[0]}<" in once for run in RUN.finditer(html))


def test_a_page_in_another_language_is_marked_once_and_its_code_is_not_of_it() -> None:
    body = '<section id="a"><details class="hide"><summary>Show code</summary></details></section>'
    found = marked(in_language(f"{body}<section id='b'>中文</section>", "zh-Hans"))

    assert found.count('<section lang="zh-Hans" id="a">') == 1
    assert '<details lang="en" class="hide">' in found
    answers = '<section id="a"></section><details class="x" lang="zh-Hans">'
    assert answers.removeprefix("<section") in in_language(answers, "zh-Hans")
    assert '<nav lang="en" class' in in_language('<section id="a"><nav class="x">', "zh-Hans")
