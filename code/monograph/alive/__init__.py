"""Figures that a reader can move: ipywidgets, alive with a kernel and without one."""
