"""The explorer `joint_bounds`."""
