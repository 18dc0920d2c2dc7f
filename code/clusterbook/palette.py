"""What the accents stand for in this book: each paradigm keeps one colour on every page.

Sand is for sand casting, glowing copper for hot forging, water for the search for systems.
"""

from monograph.drawing.theme import COPPER, SAND, WATER

PARADIGMS = {"sand_casting": SAND, "hot_forging": COPPER, "new_search": WATER}
