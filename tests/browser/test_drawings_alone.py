"""A notebook shows a drawing as a picture, which sees nothing of the page around it."""

from playwright.sync_api import Browser

from monograph.drawing.text import measure
from monograph.drawing.theme import FONT
from monograph.living.notebook import picture

LABEL, SIZE = "32 · 52.46 %", 50
SHEET = 'width="800" height="100"'
INK = """async (html) => {
  document.body.innerHTML = html;
  const picture = document.querySelector("img");
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 100 });
  const brush = canvas.getContext("2d");
  brush.drawImage(picture, 0, 0);
  const { data } = brush.getImageData(0, 0, 800, 100);
  const inked = [...data.keys()].filter((at) => at % 4 === 3 && data[at]);
  return Math.max(...inked.map((at) => ((at - 3) / 4) % 800));
}"""


def test_a_label_takes_the_room_that_was_measured(browser: Browser) -> None:
    """With whatever typefaces the machine has: the drawing brings its own."""
    page = browser.new_page()
    for bold in (False, True):
        weight = 600 if bold else 400
        text = f'<text y="60" font-size="{SIZE}" font-weight="{weight}">{LABEL}</text>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {SHEET} font-family="{FONT}">'
        right = page.evaluate(INK, picture(f"{svg}{text}</svg>", "a label"))
        # The last sign has a little room at its side, and kerning draws some closer.
        assert -6 < right - measure(LABEL, SIZE, bold=bold) < 1
    page.close()
