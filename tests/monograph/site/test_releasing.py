"""What a release writes down of a page: the addresses that a reader may link to, and no other."""

from monograph.site.releasing import lasting

PAGE = """
<div id="outside"></div>
<article><section id="the-wells"><span id="ch-wells"></span>
<p><span id="s-they-are">They are <a id="at-count" href="#n-count">3</a>.</span></p>
<div id="code-count"></div><figure id="fig-wells"><svg><clipPath id="c1"/></svg></figure>
<li id="n-count"></li>
<div id="id1"></div><div id="cell-4"></div><div id="cb-preview"></div></section></article>
"""


def test_names_keys_words_and_headings_last_and_positions_do_not() -> None:
    assert lasting(PAGE) == ("the-wells", "ch-wells", "s-they-are", "fig-wells", "n-count")
    assert lasting("<p id='x'>no article</p>") == ()
