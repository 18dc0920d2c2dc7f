"""What the packed book holds, for machines: an RO-Crate, and an identifier of its data folder."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from monograph.records.facts import Facts
from monograph.records.records import license_url, linked_author

FILE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"


def crate(facts: Facts, parts: Iterable[Mapping[str, str]], data: str | None) -> dict[str, Any]:
    """Return the description of a folder that holds the book, as RO-Crate 1.1.

    Parameters
    ----------
    facts
        What the book is.
    parts
        Its files: `path` inside the folder, `name`, `format` (a media type), `description`.
    data
        Identifier of its data folder, such as "swh:1:dir:…"; None if there is none.
    """
    files = [
        {
            "@id": part["path"],
            "@type": "File",
            "name": part["name"],
            "encodingFormat": part["format"],
            **({"description": part["description"]} if part.get("description") else {}),
        }
        for part in parts
    ]
    authors = [
        {"@id": f"#author-{nth}", **linked_author(author)}
        for nth, author in enumerate(facts.authors, start=1)
    ]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": facts.full_title,
        "description": facts.abstract,
        "datePublished": facts.date.isoformat(),
        "version": facts.version,
        "license": {"@id": license_url(facts.text_license)},
        "author": [{"@id": author["@id"]} for author in authors],
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    if facts.doi:
        root["identifier"] = f"https://doi.org/{facts.doi}"
    if data:
        root["hasPart"].append({"@id": "data/"})
        files.append({"@id": "data/", "@type": "Dataset", "name": "Data", "identifier": data})
    about = {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    return {"@context": f"{PROFILE}/context", "@graph": [about, root, *authors, *files]}


def swhid(folder: Path) -> str:
    """Return the Software Heritage identifier of a folder: what it holds, whoever has it.

    It is the hash by which Git names a tree (SWHID, core identifiers, version 1), computed from the
    files alone. Plain and executable files and folders are known; anything else is refused.

    Raises
    ------
    ValueError
        If the folder holds a link or a device.
    """
    return f"swh:1:dir:{_tree(folder).hex()}"


def _tree(folder: Path) -> bytes:
    entries = []
    for path in folder.iterdir():
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise ValueError(f"{path}: neither a file nor a folder")
        if path.is_dir():
            entries.append((f"{path.name}/".encode(), b"40000", path.name, _tree(path)))
        else:
            mode = b"100755" if path.stat().st_mode & 0o100 else b"100644"
            entries.append((path.name.encode(), mode, path.name, _hash(b"blob", path.read_bytes())))
    body = b"".join(
        mode + b" " + name.encode() + b"\0" + digest for _, mode, name, digest in sorted(entries)
    )
    return _hash(b"tree", body)


def _hash(kind: bytes, content: bytes) -> bytes:
    head = kind + b" " + str(len(content)).encode() + b"\0"
    return hashlib.sha1(head + content, usedforsecurity=False).digest()
