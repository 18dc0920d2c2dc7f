"""The explorer `count_lattice`."""
