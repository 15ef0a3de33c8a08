"""The paper for somebody who leaves a unit: how to go on at the own cost, until when, and what a month costs."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.refusals import Refused
from enrollment import continuation, worker_acts
from reports import headings, keeping
from reports.models import Kind
from reports.papers import continuation as continuation_paper


class NothingToContinue(Refused):
    """It runs on, is gone on with already, or could only be gone on with after a gap."""


def print_offer(*, enrollment, by, at):
    """
    Print and keep the paper; returns its Paper, which the unit's clerks see.

    :raises NothingToContinue: if the person cannot go on from this enrollment without a gap
    """
    day = enrollment.municipality.day_of(at)
    offer = continuation.offer(enrollment) if worker_acts.can_continue(enrollment, day=day) else None
    if offer is None:
        raise NothingToContinue(_("Kepesertaan ini tidak dapat disambung dengan biaya sendiri."))
    with override("id"):
        content = continuation_paper.to_pdf(paper_of(enrollment, offer, day))
        title = _("Penjelasan lanjut dengan biaya sendiri")
    return keeping.keep(
        municipality=enrollment.municipality, kind=Kind.CONTINUATION, title=title, content=content, of=enrollment,
        unit=enrollment.unit, by=by, at=at,
    )  # fmt: skip


def paper_of(enrollment, offer, day):
    city = enrollment.municipality
    return continuation_paper.Continuation(
        heading=headings.heading(city, number=f"LM/{day:%Y/%m}/{enrollment.public_id.hex[:8].upper()}", day=day),
        name=enrollment.worker.name,
        nik=enrollment.worker.nik,
        kpj=enrollment.kpj,
        unit=enrollment.unit.name,
        last_day=enrollment.end_date,
        offer=offer,
    )
