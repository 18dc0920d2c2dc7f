"""The explorer `sample_gap`."""
