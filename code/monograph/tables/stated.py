"""What a data package states of the bytes of its files, and how its own file is written."""

import hashlib
import json
from typing import Any


def fingerprint(content: bytes) -> dict[str, int | str]:
    """Return the size in bytes and the SHA-256 checksum of a file, as a data package states them.

    Examples
    --------
    >>> fingerprint(b"")["hash"][:14]
    'sha256:e3b0c44'
    """
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def dumps(package: dict[str, Any]) -> str:
    """Return the text of `datapackage.json`: two spaces, Chinese as it is, one final newline."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"
