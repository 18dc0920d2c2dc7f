"""The explorer `coding_worlds`."""
