"""The explorer `regime_space`."""
