"""Named points at which a test kills or holds whoever comes by. Elsewhere each costs a look at an empty name."""

import os
import signal
import time
from pathlib import Path


# A folder of the test: what comes by is written down in it, dies where `kill` names the point, once, and waits there
# as long as `hold` names it.
FOLDER = os.environ.get("PAYUNG_CRASH", "")


def crashpoint(name: str) -> None:
    """The process comes by the point of this name."""
    if FOLDER:
        come_by(name, Path(FOLDER))


def come_by(name: str, folder: Path) -> None:
    with (folder / "passed").open("a") as passed:
        passed.write(f"{name} {os.getpid()}\n")
    kill, hold = folder / "kill", folder / "hold"
    if kill.exists() and kill.read_text() == name:
        kill.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    while hold.exists() and hold.read_text() == name:
        time.sleep(0.01)
