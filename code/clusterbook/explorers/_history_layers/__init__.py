"""The explorer `history_layers`."""
