"""Thousands of enrollments are changed part by part, so that whoever waits sees how far it is, and can stop it."""

from municipalities import progress


PART = 5_000


def in_parts(ids):
    """
    These ids, each once, in parts.

    :raises Stopped: between two of them, if somebody has asked the job to stop
    """
    ids = sorted(set(ids))
    for start in range(0, len(ids), PART):
        progress.look()
        part = ids[start : start + PART]
        yield part
        progress.count(start + len(part), len(ids))
