"""What a file may hold, and what reading it may cost."""

from dataclasses import dataclass

from municipalities.opening import limits
from municipalities.opening.limits import MB


@dataclass(frozen=True)
class Limits(limits.Limits):
    """
    :param unpacked: bytes of everything in its archive, as the archive's directory says
    :param rows: rows with data
    :param columns: the last column that holds anything
    :param grid: cells between the first and the last one that hold anything; the reader keeps room for them all
    """

    unpacked: int = 250 * MB
    rows: int = 200_000
    columns: int = 200
    grid: int = 8_000_000
