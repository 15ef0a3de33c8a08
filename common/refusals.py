"""The anticipated no: what a verb raises when a person asked for something that cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


_heard: ContextVar[list["Refused"] | None] = ContextVar("refusals", default=None)


@contextmanager
def listening() -> Iterator[list["Refused"]]:
    """Gives the list in which every refusal ends up that is made inside, also those that a page turns into words."""
    heard: list[Refused] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


class Refused(Exception):
    """
    A refusal that may be shown to the person as it is.

    :param message: one sentence for the person; a lazy translation is fine
    :param code: stable English word for machines; a subclass may set its own as a class attribute
    :param detail: what the sentence speaks of, by name
    """

    code = "REFUSED"

    def __init__(self, message: object = "", *, code: str | None = None, **detail: object) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        if code is not None:
            self.code = code
        heard = _heard.get()
        if heard is not None:
            heard.append(self)

    def __str__(self) -> str:
        return str(self.message)
