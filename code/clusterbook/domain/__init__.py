"""The paper's vocabulary as frozen objects."""
