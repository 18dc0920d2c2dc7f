"""The download menu speaks in words."""

from monograph.site.menu import WORDS, named


def test_each_way_to_take_a_page_along_is_named() -> None:
    inside = [{"label": label, "text": ".x", "url": "#"} for label in WORDS]
    (menu, other) = named([{"type": "group", "buttons": inside}, {"label": "fullscreen-button"}])

    assert [button["text"] for button in menu["buttons"]] == list(WORDS.values())
    assert all(button["url"] == "#" for button in menu["buttons"])
    assert "text" not in other
