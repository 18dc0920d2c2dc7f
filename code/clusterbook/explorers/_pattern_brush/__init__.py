"""The explorer `pattern_brush`."""
