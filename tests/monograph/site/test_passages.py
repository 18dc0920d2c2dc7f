"""A search leads to sections and rows, and quotes prose above tables, and no figure."""

from monograph.site.passages import Passage, passages

PAGE = """<div role="main"><section id="loaves"><h1>Loaves<a class="headerlink">#</a></h1>
<p>Warm   bread 面包.</p>
<div class="cb-figure"><p>drawn</p></div><p class="cb-source">We compute: it.</p>
<details><summary>Where from</summary>counted</details>
<section id="rows"><h2>1.1. Rows</h2><p>Before.</p>
<table><caption>All rows</caption><tr><th>Key</th><th>Says</th></tr>
<tr><td>Oven</td><td><span class="target" id="row-a"></span>A</td><td>crust
<span class="cb-used">used</span></td></tr><tr><td>nameless</td><td>crumb</td></tr></table>
<p>After.</p></section>
<section id="works"><h2>Works</h2>
<div><div class="citation" id="id7">Baker. Of bread.</div></div></section>
</section></div>"""


def test_each_section_and_each_row_with_an_address_is_a_passage() -> None:
    assert passages(PAGE.encode()) == [
        Passage("", "Loaves", "Warm bread 面包.", ""),
        Passage("rows", "1.1. Rows", "Before. After.", "All rows · Key · Says · nameless · crumb"),
        Passage("row-a", "A", "", "Oven · crust"),
        Passage("works", "Works", "", ""),
        Passage("id7", "", "", "Baker. Of bread."),
    ]


def test_a_page_without_a_main_part_has_none() -> None:
    assert passages(b"<p>Elsewhere.</p>") == []
