"""Packages of npm, each compared with the digest of the one that was looked at."""

import base64
import hashlib
import tarfile
from pathlib import Path

from workshop.scripts import NPM, node


class NoPackageError(RuntimeError):
    """A package could not be had, or is not the one that was looked at."""


def unpacked(package: str, integrity: str, into: Path) -> Path:
    """Return the folder of a package such as "world-atlas@2.0.2", without what it depends on.

    Parameters
    ----------
    package
        Its name and release.
    integrity
        Its digest, as npm's locks have it.
    into
        An empty folder.

    Raises
    ------
    NoPackageError
        If npm cannot bring it, or brings another one.
    """
    ran = node(NPM, "pack", package, "--silent", "--pack-destination", into)
    packed = next(into.glob("*.tgz"), None)
    if ran.returncode or packed is None:
        raise NoPackageError(f"npm cannot bring {package}: {ran.stderr.strip()}")
    found = f"sha512-{digest(packed.read_bytes())}"
    if found != integrity:
        raise NoPackageError(f"{package} has the digest {found}, not {integrity}")
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter="data")
    packed.unlink()
    return into / "package"


def digest(content: bytes) -> str:
    """Return the SHA-512 of a file in base 64."""
    return base64.b64encode(hashlib.sha512(content).digest()).decode()
