"""The explorer `mean_lattice`."""
