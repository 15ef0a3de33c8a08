"""From what is stored to paper: which rows a bill or a sheet of cards is made of, and where the file goes."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.months import month_name
from common.refusals import Refused
from common.rupiah import rupiah
from contributions import annexes, bills
from contributions.models import Bill, ContributionRun
from enrollment.models import Enrollment
from municipalities import audit
from municipalities.files import written_whole
from municipalities.models import Office, Unit
from municipalities.reading_order import ReadingOrder
from reports import binding, cards, headings, keeping, qr
from reports.models import Kind
from reports.papers import bill as bill_paper


class NoBill(Refused):
    """The month has no bill to print."""


def card_keys():
    """Key id -> secret of the cards' QR. Without PAYUNG_CARD_KEYS one key, derived from the secret key."""
    given = dict(pair.split(":", 1) for pair in settings.CARD_KEYS)
    if given:
        return {key_id: bytes.fromhex(secret) for key_id, secret in given.items()}
    return {"A": hashlib.sha256(b"payung card qr " + settings.SECRET_KEY.encode()).digest()}


def print_cards(*, municipality, out, day, by, at, unit=None, ids=None, preset="A4_10"):
    """
    Print the cards of everyone active on the day, by unit and name; returns reports.cards.Printed.

    :param ids: of the enrollments that were picked; None is everybody

    Whoever has no KPJ gets no card and is told in `left_out`.
    """
    there = enrollments_for_cards(municipality=municipality, day=day, unit=unit, ids=ids)
    by_unit = ReadingOrder("unit__name"), "unit__name"
    rows = there.select_related("worker", "unit").order_by(*by_unit, "worker__name_search", "id")
    keys = card_keys()
    printed = cards.sheet((card_of(row, municipality, keys) for row in rows), out=out, preset=preset)
    audit.record(
        "cards.printed", of=municipality, municipality=municipality, by=by, at=at, cards=printed.cards,
        without_card=len(printed.left_out),
        people=people_with_cards(municipality=municipality, day=day, unit=unit, ids=ids),
    )  # fmt: skip
    return printed


def enrollments_for_cards(*, municipality, day, unit=None, ids=None):
    """Who would get a card on the day; a unit counts with everything below it."""
    there = Enrollment.objects.filter(municipality=municipality).in_force_on(day)
    if ids is not None:
        there = there.filter(pk__in=ids)
    return there.filter(unit__in=Unit.objects.under(unit)) if unit else there


def people_with_cards(*, municipality, day, unit=None, ids=None):
    """The ids of the workers who stand on the sheet."""
    there = enrollments_for_cards(municipality=municipality, day=day, unit=unit, ids=ids).exclude(kpj="")
    return list(there.values_list("worker_id", flat=True))


def card_of(enrollment, municipality, keys):
    token = qr.make_token(keys=keys, municipality_code=municipality.code, card_number=enrollment.pk)
    return cards.Card(
        kpj=enrollment.kpj,
        name=enrollment.worker.name,
        programs=tuple(enrollment.programs.split("_")),
        unit=enrollment.unit.name,
        since=enrollment.start_date,
        token_url=qr.address(site=settings.PUBLIC_URL, token=token),
        municipality=municipality.name,
    )


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
