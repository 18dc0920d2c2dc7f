"""Verdicts under rules that a reader can move, and the studies that would decide."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
