"""Files that are there as a whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.db import transaction


@contextmanager
def written_whole(out: Path | str) -> Iterator[BinaryIO]:
    """
    Open a file that appears under its name only when it is complete and on the disk.

    A crash half-way leaves the old file, or none; never half a sheet somebody prints.
    """
    out = Path(out)
    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove_once_sure(path: Path) -> None:
    """A file goes after its row: what is taken back takes no file with it."""
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)
