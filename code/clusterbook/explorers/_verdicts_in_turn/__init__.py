"""The explorer `verdicts_in_turn`."""
