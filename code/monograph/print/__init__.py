"""The printed edition: from Sphinx's pages to a tagged PDF, set by Typst."""
