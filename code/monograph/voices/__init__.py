"""A number with its voice, and sentences that are held to the data."""
