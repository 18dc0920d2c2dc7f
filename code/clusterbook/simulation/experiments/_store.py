"""Results on disk, as Parquet that carries what it was made from. Alone in the layer to open files.

Every file is written whole beside its place and then moved there, so that a run that is killed
leaves a file or none. Results are read as bytes, which lets the build notice what a chapter reads.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from clusterbook.simulation.experiments._identity import Identity, loads

_KEY = b"clusterbook.identity"


class StaleResultError(ValueError):
    """A stored result was made by other code or from other data than the present."""


class ForeignCheckpointError(ValueError):
    """A folder holds parts of another sweep."""


def read(folder: Path, name: str, identity: Identity) -> pd.DataFrame:
    """Return a stored result, if it was made by this code from these data.

    Parameters
    ----------
    folder
        Where results are.
    name
        Of the result; in several files if it is `NAME-1.parquet`, `NAME-2.parquet` and so on.
    identity
        What it must come from.

    Raises
    ------
    FileNotFoundError
        If there is no such result.
    StaleResultError
        If it comes from elsewhere; what differs is named.
    """
    parts = []
    for path in files(folder, name):
        frame, found = _parsed(path)
        differing = identity.differences(found)
        if differing:
            raise StaleResultError(
                f"{path} was not made by the present code from the present data. Different: "
                f"{', '.join(differing)}. `make sweep` makes it anew; if the code was moved and "
                "gives the same numbers, `make re-identify` shows it."
            )
        parts.append(frame)
    return _joined(parts)


def stored(folder: Path, name: str) -> pd.DataFrame:
    """Return a stored result, whatever it was made from; raise as `read` does."""
    return _joined([_parsed(path)[0] for path in files(folder, name)])


def files(folder: Path, name: str) -> list[Path]:
    """Return the files of a stored result; raise `FileNotFoundError` if there are none."""
    paths = sorted(folder.glob(f"{name}-*.parquet")) or [folder / f"{name}.parquet"]
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"There is no {path}: `make sweep` makes it.")
    return paths


def write(path: Path, frame: pd.DataFrame, identity: Identity) -> None:
    """Write a result: the same frame and identity give the same bytes."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({_KEY: identity.dumps().encode()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", compression_level=19)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        beside.write_bytes(buffer.getvalue())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def made_from(path: Path) -> Identity:
    """Return what a stored result was made from."""
    return _parsed(path)[1]


def restamp(path: Path, identity: Identity) -> None:
    """Write another identity into a stored result, and leave its numbers as they are."""
    write(path, _parsed(path)[0], identity)


class Checkpoint:
    """A folder of finished parts of one sweep.

    Raises
    ------
    ForeignCheckpointError
        If the folder holds a part of another sweep. Nothing is mixed, and nothing deleted.
    """

    def __init__(self, folder: Path, identity: Identity) -> None:
        self.folder, self.identity = folder, identity
        for path in sorted(folder.glob("*.parquet")):
            differing = identity.differences(made_from(path), versions=True)
            if differing:
                raise ForeignCheckpointError(
                    f"{path} is part of another sweep. Different: {', '.join(differing)}. "
                    f"Move or delete {folder}, or give another folder."
                )

    def kept(self, name: str) -> pd.DataFrame | None:
        """Return a finished part, or None."""
        path = self.folder / f"{name}.parquet"
        return _parsed(path)[0] if path.is_file() else None

    def keep(self, name: str, frame: pd.DataFrame) -> None:
        """Write a finished part."""
        write(self.folder / f"{name}.parquet", frame, self.identity)


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _parsed(path: Path) -> tuple[pd.DataFrame, Identity]:
    """Return frame and identity of a file.

    Raises
    ------
    StaleResultError
        If it is no result of ours.
    """
    try:
        # In this thread: a process that ends while Arrow's own threads wind up can be aborted.
        file = pq.ParquetFile(io.BytesIO(path.read_bytes()), pre_buffer=False)
        table = file.read(use_threads=False)
        found = loads(table.schema.metadata[_KEY].decode())
    except (pa.ArrowInvalid, KeyError, TypeError, ValueError) as cause:
        raise StaleResultError(f"{path} is no stored result: {cause}") from cause
    return table.to_pandas(use_threads=False), found
