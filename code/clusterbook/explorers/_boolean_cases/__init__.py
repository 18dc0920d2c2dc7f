"""The explorer `boolean_cases`."""
