"""The mark by which a number of the prose is found again: set when it is written, sought later."""


def told_class(page: str, key: str) -> str:
    """Return the class of a told number of a page.

    Examples
    --------
    >>> told_class("book/cluster", "ratio")
    'cb-told-book-cluster--ratio'
    """
    return f"cb-told-{page.replace('/', '-')}--{key}"
