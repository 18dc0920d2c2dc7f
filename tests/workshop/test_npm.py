"""What npm brings is the package that was looked at, or nothing."""

import io
import tarfile
from pathlib import Path

import pytest

from workshop import npm


def brings(content: bytes, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let npm bring a file with this content."""

    class Ran:
        returncode, stderr = 0, ""

    (into / "held.tgz").write_bytes(content)
    monkeypatch.setattr(npm, "node", lambda *_: Ran())


def test_another_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is compared with the digest before it is opened."""
    brings(b"another", tmp_path, monkeypatch)
    with pytest.raises(npm.NoPackageError, match="held@1 has the digest sha512-"):
        npm.unpacked("held@1", "sha512-", tmp_path)


def test_nothing_brought_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ran:
        returncode, stderr = 1, "no network"

    monkeypatch.setattr(npm, "node", lambda *_: Ran())
    with pytest.raises(npm.NoPackageError, match="cannot bring held@1: no network"):
        npm.unpacked("held@1", "sha512-", tmp_path)


def test_the_package_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/a.json")
        member.size = 2
        archive.addfile(member, io.BytesIO(b"{}"))
    brings(packed.getvalue(), tmp_path, monkeypatch)
    integrity = f"sha512-{npm.digest(packed.getvalue())}"
    held = npm.unpacked("held@1", integrity, tmp_path)
    assert [(path.name, path.read_text("utf-8")) for path in held.iterdir()] == [("a.json", "{}")]
