"""A bill is ordered as a paper: made by the queue, a floor higher, where papers are printed."""

from municipalities import jobs
from municipalities.models import Job


PRINT = "reports.tasks.print_bill"


def paper(*, bill, by, role, at):
    """
    Order the paper of a bill as it now is, with its annex; the service user makes it in the name of whoever asked.

    Ordered twice it is made once: the task looks first whether it is there.
    """
    return jobs.start(task=PRINT, target=bill, by=by, role=role, at=at, queue="pdf", as_system=True)


def under_way(bill):
    return Job.objects.about(bill, PRINT).unfinished().exists()


def failed(bill):
    """Whether the last order came to nothing."""
    last = Job.objects.about(bill, PRINT).first()
    return last is not None and last.status in (Job.Status.FAILED, Job.Status.DEAD)
