"""A recap as paper: ordered from its page, made by the queue, kept as it was on that day."""

from datetime import date

from django.utils.translation import override

from contributions import recaps
from municipalities import jobs
from municipalities.models import Job, Office
from reports import headings, keeping, recap_pages
from reports.models import Kind, Paper
from reports.papers import recap as recap_paper


PRINT = "reports.tasks.print_recap"


def order(*, recap, run, by, role, at):
    """
    Have the queue make the paper of these months; the service user makes it in the name of whoever asked.

    Ordered twice while it is being made, it is made once.

    :param run: the newest run that counts in it
    """
    if waiting := under_way(recap):
        return waiting
    span = {"first": f"{recap.first:%Y-%m-%d}", "last": f"{recap.last:%Y-%m-%d}"}
    return jobs.start(task=PRINT, target=run, by=by, role=role, at=at, queue="pdf", as_system=True, **span)


def print_ordered(job, *, at):
    """What the queue does: the recap as it stands now, printed and kept; returns its Paper."""
    first, last = (date.fromisoformat(job.given[name]) for name in ("first", "last"))
    recap = recaps.of(municipality=job.municipality, first=first, last=last)
    with override("id"):
        content = recap_paper.to_pdf(paper_of(recap, day=job.municipality.day_of(at)))
        title = recap_pages.title_of(recap)
    return keeping.keep(
        municipality=job.municipality, kind=Kind.RECAP, title=title, content=content, of=job.municipality, by=job.by,
        at=at, month=first,
    )  # fmt: skip


def jobs_of(recap):
    """The orders of exactly these months, the newest first."""
    return Job.objects.filter(
        municipality=recap.municipality, task=PRINT, given__first=f"{recap.first:%Y-%m-%d}",
        given__last=f"{recap.last:%Y-%m-%d}",
    ).order_by("-pk")  # fmt: skip


def under_way(recap):
    return jobs_of(recap).unfinished().first()


def failed(recap):
    """Whether the last order came to nothing."""
    last = jobs_of(recap).first()
    return last is not None and last.status in (Job.Status.FAILED, Job.Status.DEAD)


def kept(recap):
    """The newest paper of these months; None where none was made, or its file went with the years."""
    with override("id"):
        title = recap_pages.title_of(recap)
    mine = Paper.objects.filter(municipality=recap.municipality, kind=Kind.RECAP, month=recap.first, title=title)
    return mine.filter(removals=None).first()


def paper_of(recap, *, day):
    city = recap.municipality
    period = f"{recap.first:%Y}" if recap.is_year else f"{recap.first:%Y-%m}"
    whole = line_of(recap.sum, "")
    return recap_paper.Recap(
        heading=headings.heading(city, number=f"REKAP/{city.code}/{period}", day=day),
        title=recap_pages.title_of(recap),
        tables=[
            recap_paper.Table(
                title=table.title,
                heading=table.heading,
                people=table.people,
                rows=[line_of(row, str(row.name)) for row in table.rows],
                sum=whole,
            )
            for table in recap_pages.tables(recap)
        ],
        programs=recap_pages.programs(recap),
        corrected=recap.sum.corrected,
        total=recap.sum.total,
        notes=recap_pages.notes(recap),
        signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
    )


def line_of(row, name):
    return recap_paper.Line(
        name=name, workers=row.people, jkk=row.jkk, jkm=row.jkm, jht=row.jht, total=row.total
    )  # fmt: skip
