"""The explorer `overlap_tables`."""
