"""What we start does not outlive us, however we end."""

import ctypes
import signal


PARENT_ENDED = 1  # PR_SET_PDEATHSIG of prctl(2)
_libc = ctypes.CDLL(None)


def end_with_parent(number=signal.SIGTERM):
    """Called in a new process: the kernel sends it this signal when the thread that started it is gone."""
    _libc.prctl(PARENT_ENDED, number)


def die_with_parent():
    """... at once, for what may hold on."""
    end_with_parent(signal.SIGKILL)
