"""The explorer `weigh_evidence`."""
