"""The explorer `run_grid`."""
