"""
The head of each city's chain, noted outside the database: the number and seal of its newest event.

A chain whose tail was cut off is whole in itself; only somebody who remembers its end can tell. So each sealing notes
the head in PAYUNG_AUDIT_HEADS (a file per city, one line per day), the page shows it, and every export carries it.
"""

import fcntl
import json
import logging
from datetime import UTC
from pathlib import Path

from django.conf import settings


log = logging.getLogger(__name__)


def path_of(municipality):
    return Path(settings.AUDIT_HEADS) / f"{municipality.code}.jsonl"


def noted(municipality):
    """{number: seal} of every head that was noted on this machine."""
    path = path_of(municipality)
    lines = path.read_text().splitlines() if path.exists() else []
    return {line["number"]: line["seal"] for line in map(json.loads, lines)}


def note(municipality, *, number, seal, at):
    """Note the newest head of the day. A folder that cannot be written is told in the log and stops no sealing."""
    path = path_of(municipality)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two workers on one machine
            lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
            if lines and lines[-1]["number"] >= number:
                return
            day = f"{at.astimezone(UTC):%Y-%m-%d}"
            kept = [line for line in lines if line["day"] != day] + [{"day": day, "number": number, "seal": seal}]
            whole = path.with_suffix(".new")
            whole.write_text("".join(f"{json.dumps(line)}\n" for line in kept))
            whole.replace(path)  # a crash loses no head that was noted
    except (OSError, ValueError, KeyError) as error:
        log.error("The head of the audit trail of %s is not noted: %s", municipality.code, error)
