"""What any executable monograph needs; it knows nothing of this book."""

__version__ = "0.2.0"
