"""From what is stored to paper: which rows a bill is made of, and where the file goes."""

import hashlib
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.months import month_name
from common.refusals import Refused
from common.rupiah import rupiah
from contributions import annexes, bills
from contributions.models import Bill, ContributionRun
from municipalities import audit
from municipalities.files import written_whole
from municipalities.models import Office
from reports import binding, headings, keeping
from reports.models import Kind
from reports.papers import bill as bill_paper


class NoBill(Refused):
    """The month has no bill to print."""


def print_bills(*, municipality, month, out, by, at, segment=""):
    """
    Print the bills of a month into one file, each followed by its annex of workers; returns them by number.

    Each is the paper that is kept of it, and is kept now if it was never printed.

    :param segment: only the bill of this segment
    :raises NoBill: if the month is not billed, or that segment has no bill
    """
    found = Bill.objects.filter(municipality=municipality, month=month, cancels=None, cancelled_by=None)
    found = found.filter(run__kind=ContributionRun.Kind.REGULAR)
    if segment:
        found = found.filter(segment=segment)
    found = [*found.select_related("municipality", "registration", "paid_under", "cancels").order_by("number")]
    if not found:
        raise NoBill(_("Iuran bulan ini belum ditagih. Setujui iurannya, lalu buat tagihan."))
    content = binding.bound([content_of(kept_bill(bill) or keep_bill(bill, by=by, at=at)) for bill in found])
    with written_whole(Path(out)) as file:
        file.write(content)
    for bill in found:
        audit.record("bill.printed", of=bill, by=by, at=at, sha256=hashlib.sha256(content).hexdigest())
    return found


def paper_of(bill, municipality):
    day = municipality.day_of(bill.issued_at)
    registration, shown = bill.npp, bill.cancels or bill
    return bill_paper.Bill(
        heading=headings.heading(
            municipality, number=headings.number(municipality, bill.number, day=day, month=bill.month), day=day
        ),
        npp=registration.npp if registration else "",
        division=registration.division if registration else "",
        month=bill.month,
        due_date=bill.due_date,
        workers=workers_on(bill),
        total=shown.total,
        status="PEMBATALAN" if bill.cancels else "DIBATALKAN" if bill.cancelled_by.exists() else "",
        note=cancelling_note(bill) if bill.cancels else "",
        segment=bill.get_segment_display(),
        signer=headings.signer(municipality, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
        billing_code=bill.billing_code,
        place=bill.place.name if bill.place else "",
        corrected=corrected_months(bill.run),
    )


def workers_on(bill):
    if bill.run.is_correction:
        return [bill_paper.CorrectedWorker(**row) for row in annexes.differences_of(bill)]
    return [bill_paper.BillWorker(**row) for row in annexes.workers_of(bill)]


def corrected_months(run):
    """Which months a correction is about, as its paper says it; empty for a month of its own."""
    if not run.is_correction:
        return ""
    first, last = month_name(run.since), month_name(run.until)
    return first if first == last else _("%(first)s sampai %(last)s") % {"first": first, "last": last}


def cancelling_note(bill):
    gone = "tidak berlaku lagi" if bill.cancels.total < 0 else "tidak perlu dibayar"
    return (
        f"Dokumen ini membatalkan {called(bill.cancels).lower()} nomor {bill.cancels.number} sebesar "
        f"{rupiah(abs(bill.cancels.total))}; jumlah di atas {gone}. Alasan: {bill.reason}"
    )


def called(bill):
    """What the paper of a bill is called."""
    return "Nota kelebihan iuran" if (bill.cancels or bill).total < 0 else "Tagihan iuran"


@transaction.atomic
def keep_bill(bill, *, by, at):
    """Print a bill and keep it, as cancelled if it is by now; returns the Paper."""
    bill = bills.hold(bill)
    return keeping.keep(
        municipality=bill.municipality,
        kind=Kind.BILL,
        title=_("%(what)s %(month)s nomor %(number)s")
        % {"what": called(bill), "month": month_name(bill.month), "number": bill.number},
        content=bill_paper.to_pdf(paper_of(bill, bill.municipality)),
        of=bill,
        by=by,
        at=at,
        number=number_on_paper(bill),
        month=bill.month,
    )


def content_of(paper):
    with keeping.open_kept(paper) as file:
        return file.read()


def number_on_paper(bill):
    """The number under which its paper is kept: cancelled since, or with another billing code, it is another paper."""
    marks = [str(bill.number), bill.billing_code, "DIBATALKAN" if bill.cancelled_by.exists() else ""]
    return " ".join(mark for mark in marks if mark)


def kept_bill(bill):
    """The paper that stands for a bill; None if there is none yet, none since it was cancelled, or it was removed."""
    papers = bill.municipality.papers.filter(
        kind=Kind.BILL, object_type=bill._meta.label_lower, object_id=bill.public_id, number=number_on_paper(bill),
        removals=None,
    )  # fmt: skip
    return papers.order_by("-made_at", "-pk").first()
