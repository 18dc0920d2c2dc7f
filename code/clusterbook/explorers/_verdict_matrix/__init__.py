"""The explorer `verdict_matrix`."""
