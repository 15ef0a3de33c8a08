"""A task that a test can hold in the middle: it says that it began, and goes on when a file appears."""

import os
from pathlib import Path

from celery import shared_task

from municipalities.tasks import TenantTask


@shared_task(base=TenantTask, name="tests.held")
def held(work):
    with work.open() as job:
        folder = Path(job.given["folder"])
    work.step("HELD")
    (folder / f"began-{os.getpid()}").touch()
    while not (folder / "go").exists():
        os.stat(folder)
    return {"by": os.getpid()}
