"""The joins: what is loaded and what is computed come together here, one function a result."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
