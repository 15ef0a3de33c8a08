"""
How claims fare, on paper: of a city kept, of a branch handed over and not kept.

A kept paper is a row of one city, behind its wall and for its years (docs/adr/0014). One of a whole branch belongs to
none of them; that it was taken along is written down in each city it speaks of.
"""

from django.utils.translation import override

from municipalities import audit
from municipalities.models import Office
from reports import claim_statistics_pages as pages
from reports import headings, keeping
from reports.models import Kind
from reports.papers import claim_statistics as papers
from reports.papers.letters import Heading, Letterhead, Signer


PAYER = "BPJS Ketenagakerjaan"


def print_statistics(*, found, municipality, by, at):
    """
    How the claims of the city fare, kept; returns its Paper.

    :param found: of claims.claim_statistics.of()
    """
    day = municipality.day_of(at)
    with override("id"):
        title = pages.title_of(found)
        content = content_of(
            found,
            heading=headings.heading(municipality, number=f"STATISTIK-KLAIM/{day:%Y/%m}", day=day),
            signer=headings.signer(
                municipality, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"
            ),
        )
    return keeping.keep(
        municipality=municipality, kind=Kind.CLAIM_STATISTICS, title=title, content=content, of=municipality, by=by,
        at=at,
    )  # fmt: skip


def of_branch(*, found, branch, municipalities, day, by, at):
    """
    How the claims of the cities of a branch fare, as PDF.

    :param found: of claims.claim_statistics.of(), of these municipalities
    """
    for city in municipalities:
        audit.record("claim_statistics.exported", of=city, municipality=city, by=by, at=at)
    with override("id"):
        return content_of(
            found,
            heading=Heading(
                letterhead=Letterhead(government=PAYER, office=branch.name), number="", place="", date=day
            ),
            signer=Signer(office=f"Kepala {branch.name}"),
            cities=sorted(city.name for city in municipalities),
        )


def content_of(found, **of):
    return papers.to_pdf(
        papers.StatisticsPaper(
            title=pages.title_of(found), claims=found.total.claims, paid=found.total.paid, spans=pages.spans(found),
            tables=pages.tables(found), **of,
        )
    )  # fmt: skip
