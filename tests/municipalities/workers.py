"""Worker processes of the tests: each ends with whoever started it. As a program: one worker, until it is killed."""

import os
import subprocess
import sys
from pathlib import Path

from config.offspring import die_with_parent


ROOT = Path(__file__).resolve().parents[2]


def start(database, *, folder, queue, number=0):
    """One worker for this queue, as payung_app, which also knows the tasks of the tests."""
    program = [sys.executable, "-m", "celery", "--app=config.celery", "worker", f"--queues={queue}"]
    options = ["--concurrency=1", "--include=tests.municipalities.held_tasks", f"--hostname=w{number}@here"]
    with (Path(folder) / f"worker-{number}.log").open("wb") as log:
        return subprocess.Popen(
            [*program, *options],
            env=os.environ | {"DATABASE_URL": database, "PAYUNG_JOB_SILENCE": "1"},
            start_new_session=True,
            preexec_fn=die_with_parent,
            stdout=log,
            stderr=log,
            cwd=ROOT,
        )


if __name__ == "__main__":
    url, place, name = sys.argv[1:]
    worker = start(url, folder=place, queue=name)
    print(worker.pid, flush=True)
    worker.wait()
