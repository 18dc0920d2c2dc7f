"""The explorer `argument`."""
