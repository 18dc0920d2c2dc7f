"""The Python behind *From Sand Casting to Systems*.

Importing the package does nothing; a chapter imports `clusterbook.book`.
"""

__version__ = "0.2.0-dev"
