"""A reader's own colours: in high contrast every word of a drawing stands out from the page."""

import pytest

from .books import Site
from .conftest import Visiting
from .gates import life_faults

PAIR, FIGURES = "book/pair", ["fig-bars", "fig-line"]

# The words of drawings, as drawn, whose contrast with the page is below what large text needs.
FAINT = """() => {
  const read = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [r, g, b] = read(colour).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = light(getComputedStyle(document.body).backgroundColor);
  const words = [...document.querySelectorAll("article :is(.cb-figure, .cb-live) svg text")];
  const seen = words.filter((word) => word.checkVisibility() && word.textContent.trim());
  if (!seen.length) return ["no drawing shows a word"];
  return seen.flatMap((word) => {
    const other = light(getComputedStyle(word).fill);
    const ratio = (Math.max(page, other) + 0.05) / (Math.min(page, other) + 0.05);
    return ratio < 3 ? [`${word.textContent}: ${ratio.toFixed(2)}`] : [];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_high_contrast_the_words_of_drawings_stand_out(
    mini: Site, visit: Visiting, scheme: str
) -> None:
    """Also where a theme was chosen that is another than the system's."""
    with visit(mini, PAIR, color_scheme=scheme, forced_colors="active") as seen:
        for saved in ("light", "dark"):
            seen.page.evaluate("(saved) => localStorage.setItem('mode', saved)", saved)
            seen.page.evaluate("(saved) => localStorage.setItem('theme', saved)", saved)
            seen.page.reload(wait_until="load")
            assert seen.page.evaluate("matchMedia('(forced-colors: active)').matches")
            assert seen.page.evaluate(FAINT) == [], f"the stills, {saved} chosen"
            assert life_faults(seen, FIGURES) == []
            assert seen.page.evaluate(FAINT) == [], f"alive, {saved} chosen"
