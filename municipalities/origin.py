"""Where an act comes from: the request that asked for it and the address it came from, which is kept as a hash."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    request_id: str = ""
    address: str = ""


NOWHERE = Origin()
_here = ContextVar("origin", default=NOWHERE)


def current():
    """Of this thread's request or job; empty in a command."""
    return _here.get()


@contextmanager
def coming_from(request_id, address=""):
    """What is recorded and logged inside carries this request."""
    token = _here.set(Origin(request_id, address))
    try:
        yield
    finally:
        _here.reset(token)
