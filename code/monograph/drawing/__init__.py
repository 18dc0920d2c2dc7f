"""Charts, tables and their type, colours and measures: frames in, drawings out."""
