"""Chapters as notebooks that read like their pages, and whose sentences follow the reader's code.

A page that has been resolved for the web (references, numbers, citations, told numbers) is written
once more as a notebook: prose in Markdown that every notebook program shows without an extension,
code folded where the page folds it, the results of the book's own run in place. Nobody edits these
notebooks for the book: the sources stay what they are.
"""
