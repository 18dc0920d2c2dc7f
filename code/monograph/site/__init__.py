"""The published pages: what Sphinx adds, and the folder around them."""
