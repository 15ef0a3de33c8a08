"""A task that a test can hold in the middle: it says that it began, and goes on when a file appears."""

import os
from pathlib import Path

from celery import shared_task
from celery.signals import worker_process_init

from config.offspring import die_with_parent
from municipalities.tasks import TenantTask


@worker_process_init.connect
def end_with_the_worker(**_signal):
    """What is held here would be held for ever, were its worker killed with the tests."""
    die_with_parent()


@shared_task(base=TenantTask, name="tests.held")
def held(work):
    with work.open() as job:
        folder = Path(job.given["folder"])
    work.step("HELD")
    (folder / f"began-{os.getpid()}").touch()
    while not (folder / "go").exists():
        os.stat(folder)
    return {"by": os.getpid()}
