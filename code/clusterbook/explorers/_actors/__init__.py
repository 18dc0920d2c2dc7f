"""The explorer `actors`."""
