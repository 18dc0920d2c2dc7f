"""Technological regimes: codes, rules, and every way to read an unclear cell."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
