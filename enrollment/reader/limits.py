"""What a file may hold, and what reading it may cost."""

from dataclasses import dataclass


MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """
    :param file: bytes of the upload
    :param unpacked: bytes of everything in its archive, as the archive's directory says
    :param rows: rows with data
    :param columns: the last column that holds anything
    :param grid: cells between the first and the last one that hold anything; the reader keeps room for them all
    :param memory: bytes of address space of the child
    :param seconds: of the child, by the clock and of the processor
    """

    file: int = 25 * MB
    unpacked: int = 250 * MB
    rows: int = 200_000
    columns: int = 200
    grid: int = 8_000_000
    memory: int = 512 * MB
    seconds: int = 30
