"""What a scan may hold, and what opening it may cost."""

from dataclasses import dataclass

from municipalities.opening import limits
from municipalities.opening.limits import MB


@dataclass(frozen=True)
class Limits(limits.Limits):
    """
    :param pages: of a PDF
    :param pixels: of a picture, as its head says
    :param smallest: pixels of the longer side; with less nobody reads a paper
    """

    file: int = 10 * MB
    pages: int = 50
    pixels: int = 50_000_000
    smallest: int = 300
    seconds: int = 12  # somebody waits in a request, whose transaction may be idle for 15
