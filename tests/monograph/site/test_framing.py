"""The frame of a page in another language speaks as the page does, and says so."""

from bs4 import BeautifulSoup

from monograph.site import framing
from monograph.site.framing import framed
from monograph.site.languages import marked
from monograph.words import words_beside

HEAD = """<button class="btn" title="Search" aria-label="Search"><i title="Dark"></i></button>
<nav><a href="a.html">The survey</a></nav><script>say(">Search<")</script>
<a href="b.html" title="Notebook (.ipynb)"><span>
 Notebook (.ipynb)
</span></a><pre>previous</pre><p>previous</p>"""
CHINESE, ENGLISH = (
    '<section lang="zh-Hans"><h1>摘要</h1></section>',
    "<section><h1>A</h1></section>",
)


def test_a_page_in_the_books_language_is_left_alone() -> None:
    assert framed(HEAD + ENGLISH) == HEAD + ENGLISH
    unknown = CHINESE.replace("zh-Hans", "fr")
    assert framed(HEAD + unknown) == HEAD + unknown


def test_what_is_said_in_the_pages_language_bears_its_mark_and_all_else_is_as_it_was() -> None:
    page = BeautifulSoup(marked(framed(HEAD + CHINESE)), "html.parser")
    said = words_beside(framing.__file__, "zh-Hans").each("frame")
    for element in page.select("[title], [aria-label]"):
        assert element["lang"] == "zh-Hans", element
    assert page.button is not None
    assert page.button["title"] == page.button["aria-label"] == said["search"]
    text = page.find(string=lambda words: words and said["previous"] in words)
    assert text.find_parent(lang="zh-Hans")
    plain = str(page)
    for kept in (">The survey</a>", 'say(">Search<")', "<pre>previous</pre>", 'href="b.html"'):
        assert kept in plain


def test_both_catalogues_have_the_same_keys() -> None:
    ours, theirs = (words_beside(framing.__file__, each).each("frame") for each in ("", "zh-Hans"))
    assert ours.keys() == theirs.keys()
