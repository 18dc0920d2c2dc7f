"""A village, as the book of it computes."""
