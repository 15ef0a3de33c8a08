"""What an uploaded file may weigh, and what opening it may cost."""

from dataclasses import dataclass


MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """
    :param file: bytes of the upload
    :param memory: bytes of address space of the child
    :param seconds: of the child, by the clock and of the processor
    """

    file: int = 25 * MB
    memory: int = 512 * MB
    seconds: int = 30
