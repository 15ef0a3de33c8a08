"""What the law wants the branch told of an accident or a disease, and of the death it led to: when that was done."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import clocks, documents, steps
from common.refusals import Refused
from regulations.words import DocumentKind, Program


STAGE_LABELS = {
    DocumentKind.ACCIDENT_REPORT_1.value: gettext_lazy("tahap I: kecelakaan atau diagnosisnya"),
    DocumentKind.ACCIDENT_REPORT_2.value: gettext_lazy("tahap II: kematian sebagai akibatnya"),
}
# The clock that a report stops.
STAGES = {
    clocks.Kind.ACCIDENT_REPORT: DocumentKind.ACCIDENT_REPORT_1,
    clocks.Kind.DEATH_REPORT: DocumentKind.ACCIDENT_REPORT_2,
}


class NotReportable(Refused):
    """There is no such report, or its day does not fit."""


@transaction.atomic
def record(*, claim, stage, report_date, by, at, in_file=False):
    """
    Write down that the branch was told, which stops the law's clock (PP 44/2015 Art. 43), by phone or in writing.

    :param stage: ACCIDENT_REPORT_1 or ACCIDENT_REPORT_2, as its paper is called
    :param in_file: whether its paper lies in the file and is in order
    :raises NotReportable: if the claim is no work accident, or the day is not between what happened and today
    :raises ClaimUnderWay: if the claim is submitted
    """
    steps.require_open(claim)
    stage = DocumentKind(stage)
    if clocks.program_of(claim) != Program.JKK:
        raise NotReportable(_("Laporan kecelakaan hanya untuk kecelakaan kerja atau penyakit akibat kerja."))
    first = claim.happened if stage == DocumentKind.ACCIDENT_REPORT_1 else claim.death_date
    if not first <= report_date <= steps.local_day(claim, at):
        raise NotReportable(_("Tanggal lapor harus antara kejadiannya dan hari ini."), field="report_date")
    documents.note_report(claim=claim, kind=stage, report_date=report_date, by=by, at=at)
    paper = claim.documents.filter(kind=stage, asked=True).exclude(status="ACCEPTED").first() if in_file else None
    if paper and paper.status == "RECEIVED":
        documents.accept(document=paper, by=by, at=at)
    elif paper:
        documents.take_in(document=paper, received_date=report_date, by=by, at=at)


def to_make(claim, today, holidays):
    """[(stage, Clock)] of the reports that are still to be made, while the city has the claim."""
    running = clocks.of(claim, holidays) if claim.is_open else []
    return [(STAGES[clock.kind], clock) for clock in running if clock.kind in STAGES and clock.done is None]
