"""The builder: which chapters are stale, run them, publish the book."""
