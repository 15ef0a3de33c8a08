"""
Sheets of cards: ordered from a page, printed by the queue, kept as a paper with a line for each card on it.

A sheet is written page by page and moved to its place when it is whole and opens; only then its cards count as
printed. Whoever takes over from a dead worker begins anew: ten thousand cards take a few seconds.
"""

import hashlib
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import cards as card_rows
from enrollment import handover
from enrollment.models import Enrollment
from municipalities import audit, jobs, progress, turns
from municipalities.models import Job
from reports import card_design_versions, card_printing, cards, keeping
from reports.card_layouts import PRESETS
from reports.models import CardOrder, CardPrint, Kind


PRINT = "reports.tasks.print_cards"
SMALL = 1000  # cards: a second of work
SECOND_CLICK = timedelta(minutes=1)  # so long the same form of the same person means the same sheet
NOTE = """
INSERT INTO reports_cardprint (municipality_id, order_id, card_id, page, place)
SELECT %(city)s, %(order)s, t.card, t.page, t.place
FROM unnest(%(cards)s::bigint[], %(pages)s::int[]) WITH ORDINALITY AS t(card, page, place)
"""


class NothingToPrint(Refused):
    """Nobody there has a number (KPJ) yet, or everybody has a card."""

    code = "NOTHING_TO_PRINT"


class ReasonMissing(Refused):
    """A card that was printed is printed again for a reason."""

    code = "REASON_MISSING"


class PagesUnknown(Refused):
    """Pages that are not on the sheet, or none at all."""

    code = "PAGES_UNKNOWN"


class AlreadyUnderWay(Refused):
    """The queue has it, or has done it."""

    code = "ALREADY_UNDER_WAY"


def counts(**of):
    """{with, before, without}: enrollments in force that have a number, whose card was printed, and the others."""
    found = card_printing.there(**of)
    numbered = card_printing.with_number(found)
    return {
        "with": numbered.count(),
        "before": card_printing.printed_before(numbered).count(),
        "without": found.filter(kpj="").count(),
    }


@transaction.atomic
def order(
    *, municipality, layout, by, role, at, unit=None, ids=None, only_new=True, reason="", both_sides=False,
    printer=None, again=None, pages="",
):  # fmt: skip
    """
    Have the queue print the cards of everyone in force today; returns the CardOrder.

    Ordered twice while it is not done, it is printed once. One that was stopped, or came to nothing, is begun anew.

    :param unit: with everything below it; None is the whole city
    :param ids: of the enrollments that were picked; None is everybody
    :param only_new: leave out whoever's card was printed before
    :param again: the CardOrder of which these pages are printed again
    :raises NothingToPrint: if nobody is left
    :raises ReasonMissing: if a card would be printed again without a reason
    """
    turns.wait_for(municipality.pk, "cards")
    wanted = {
        "unit": unit, "ids": sorted(ids or []), "picked": ids is not None, "layout": layout, "only_new": only_new,
        "both_sides": both_sides, "printer": printer, "day": municipality.day_of(at), "again": again,
        "pages_again": pages[:60],
    }  # fmt: skip
    reason = " ".join(reason.split())[:200]
    mark = mark_of(wanted)
    same = CardOrder.objects.filter(municipality=municipality, mark=mark)
    just_done = same.filter(by=by, reason=reason, done_at__isnull=False, asked_at__gt=at - SECOND_CLICK).first()
    if just_done and not (only_new and to_print(municipality, **wanted).exists()):
        return just_done
    refuse_empty(municipality, wanted, reason)
    asked = same.filter(done_at=None).first()
    if asked is None:
        asked = CardOrder.objects.create(
            municipality=municipality, number=next_number(municipality), mark=mark, reason=reason, by=by, asked_at=at,
            **wanted,
        )  # fmt: skip
    if not under_way(asked):
        begin(asked, by=by, role=role, at=at)
    return asked


def print_pages_again(*, sheet, text, reason, by, role, at):
    """
    Order some pages of a sheet once more: the people whose cards stood there and who still have cover.

    :param text: the pages, written like 12-14, 20
    :raises PagesUnknown: if one of them is not on the sheet
    :raises ReasonMissing: without a reason
    """
    places = CardPrint.objects.filter(municipality_id=sheet.municipality_id, order=sheet)
    pages = pages_of(text, sheet)
    if sheet.both_sides:  # behind every page of cards is its back
        pages |= {page - 1 for page in pages}
    found = places.filter(page__in=pages).order_by()
    return order(
        municipality=sheet.municipality, layout=sheet.layout, both_sides=sheet.both_sides, printer=sheet.printer,
        only_new=False, reason=reason, again=sheet, pages=text,
        ids=set(found.values_list("card__enrollment_id", flat=True)), by=by, role=role, at=at,
    )  # fmt: skip


def pages_of(text, sheet):
    try:
        pages = handover.numbers_of(text)
    except handover.NumberUnknown as error:
        raise PagesUnknown(_("Tulis halaman seperti 12-14, 20."), field="pages") from error
    if not pages <= {*range(1, sheet.pages + 1)}:
        raise PagesUnknown(
            _("Lembar ini punya %(pages)s halaman.") % {"pages": grouped(sheet.pages)}, field="pages"
        )  # fmt: skip
    return pages


def refuse_empty(municipality, wanted, reason):
    found = to_print(municipality, **wanted)
    if not found.exists():
        numbered = wanted["only_new"] and to_print(municipality, **wanted | {"only_new": False}).exists()
        raise NothingToPrint(
            _("Semua yang punya nomor KPJ di sana sudah pernah dicetak kartunya. Pilih cetak ulang bila perlu.")
            if numbered
            else _("Belum ada yang dapat dicetak di sana: nomor KPJ belum terbit.")
        )
    if not wanted["only_new"] and not reason and card_printing.printed_before(found).exists():
        raise ReasonMissing(
            _("Sebagian kartunya sudah pernah dicetak. Tulis alasan cetak ulang."), field="reason"
        )  # fmt: skip


def to_print(municipality, *, unit, ids, picked, only_new, day, **_rest):
    found = card_printing.there(municipality=municipality, day=day, unit=unit, ids=ids if picked else None)
    found = card_printing.with_number(found)
    return card_printing.never_printed(found) if only_new else found


def mark_of(wanted):
    said = [getattr(value, "pk", value) for _name, value in sorted(wanted.items())]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def begin(asked, *, by, role, at):
    small = to_print(asked.municipality, **wanted_of(asked))[: SMALL + 1].count() <= SMALL
    queue = "small" if small else "pdf"
    jobs.start(task=PRINT, target=asked, by=by, role=role, at=at, queue=queue, as_system=True)
    audit.record("cards.ordered", of=asked, by=by, at=at, again=bool(asked.reason))


def wanted_of(asked):
    return {name: getattr(asked, name) for name in ("unit", "ids", "picked", "only_new", "day")}


@transaction.atomic
def start_again(*, order, by, role, at):
    """
    Begin anew what was stopped or came to nothing.

    :raises AlreadyUnderWay: if it is at work, or done
    """
    turns.wait_for(order.municipality_id, "cards")
    order.refresh_from_db()
    if order.done_at or under_way(order):
        raise AlreadyUnderWay(_("Kartu ini sedang dicetak atau sudah selesai. Hasilnya ada di halaman ini."))
    begin(order, by=by, role=role, at=at)


@transaction.atomic
def stop(*, order, by, at):
    """
    Ask the queue to stop: nothing of the sheet stays, and no card counts as printed.

    :raises JobIsOver: if nobody works on it
    :raises StopAsked: if somebody has asked for it already
    """
    job = latest(order)
    if job is None:
        raise jobs.JobIsOver(_("Tidak ada pencetakan yang berjalan."))
    jobs.stop(job=job, by=by, at=at)
    audit.record("cards.stopped", of=order, by=by, at=at)


def held(job):
    """The order of this job, held in its city's turn; None if it is done, or another process has closed the job."""
    turns.wait_for(job.municipality_id, "cards", patient=True)
    orders = CardOrder.objects.select_related("municipality", "unit", "by", "printer").filter(
        municipality_id=job.municipality_id
    )
    found = orders.select_for_update(of=("self",)).get(pk=job.target_id)
    return None if found.done_at or jobs.is_over(job) else found


@transaction.atomic
def fill(*, order, by, at):
    """
    Print what was ordered and keep it; returns the reports.cards.Printed. Each card counts as printed from here on.

    :param order: held, not done
    :raises NothingToPrint: if nobody is left
    """
    city = order.municipality
    progress.step("PEOPLE")
    ids = card_printing.ids_in_order(to_print(city, **wanted_of(order)))
    issued = card_rows.issue(municipality=city, enrollments=ids, at=at)
    progress.step("WRITE", total=len(ids))
    noted = Noted(issued)
    with unfinished_file(order) as file:
        printed = cards.sheet(
            card_printing.cards_of(city, ids, issued), out=file, in_order=True, on_page=noted.page,
            preset=PRESETS[order.layout].shifted(**order.printer.shifts if order.printer else {}),
            separators=order.again_id is None, both_sides=order.both_sides,
            layout=card_design_versions.layout_of(city, order.day),
        )  # fmt: skip
        if not printed.cards:
            raise NothingToPrint(_("Tidak ada kartu yang dapat dicetak."))
        progress.step("KEEP")
        people = workers_of(city, noted.enrollments)
        order.paper = keeping.keep_pdf(
            file, stem=order.public_id.hex, municipality=city, kind=Kind.CARDS, title=title_of(order, printed),
            of=order.unit or city, unit=None if order.picked else order.unit, by=by, at=at, people=people,
        )  # fmt: skip
    order.design = card_design_versions.in_force(city, order.day)
    order.count, order.pages, order.done_at = printed.cards, printed.pages, at
    order.left_out = left_out_of(printed)
    order.save(update_fields=["paper", "design", "count", "pages", "done_at", "left_out"])
    note_prints(order, noted)
    audit.record(
        "cards.printed", of=order, by=by, at=at, cards=printed.cards, without_card=len(printed.left_out),
        people=people,
    )  # fmt: skip
    return printed


class Noted:
    """Which card came to stand on which page."""

    def __init__(self, issued):
        self.issued = issued
        self.enrollments, self.pages = [], []

    def page(self, number, batch):
        self.enrollments += [card.key for card in batch]
        self.pages += [number] * len(batch)
        progress.look()
        progress.count(len(self.enrollments))


def note_prints(order, noted):
    given = {"city": order.municipality_id, "order": order.pk, "pages": noted.pages}
    given["cards"] = [noted.issued[pk] for pk in noted.enrollments]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, given)


@contextmanager
def unfinished_file(order):
    """Where a sheet is written: of a name that nobody is given, and gone when it did not come to its place."""
    folder = Path(settings.MEDIA_ROOT) / "papers" / order.municipality.code
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f".{order.public_id.hex}.pdf"
    for left in folder.glob(f".{file.name}.*"):  # by a process that was killed
        left.unlink(missing_ok=True)
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def nothing_left_behind():
    """Give a list for the order; what then refuses the order's transaction takes the file away that it had kept."""
    orders = []
    try:
        yield orders
    except BaseException:
        for order in orders:
            if order:
                keeping.path_at(keeping.place(order.municipality, order.public_id.hex, ".pdf")).unlink(missing_ok=True)
        raise


def workers_of(city, enrollments):
    """The ids of the workers who stand on the sheet."""
    return list(Enrollment.objects.filter(municipality=city, pk__in=enrollments).values_list("worker_id", flat=True))


def left_out_of(printed):
    found = {}
    for card, code in printed.left_out:
        found.setdefault(code, []).append(card.key)
    return found


def title_of(order, printed):
    """What the file is called; no name and no number of a person."""
    words = {"day": f"{order.day:%d-%m-%Y}", "number": order.number, "count": grouped(printed.cards)}
    if order.picked:
        return _("Kartu %(count)s orang pilihan %(day)s, cetakan %(number)s") % words
    words["place"] = order.unit or order.municipality
    return _("Kartu %(place)s %(day)s, cetakan %(number)s") % words


def next_number(municipality):
    return (CardOrder.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0) + 1


def latest(order):
    """The newest job of this order, or None."""
    return Job.objects.about(order, PRINT).first()


def under_way(order):
    return Job.objects.about(order, PRINT).unfinished().exists()


def of(municipalities):
    """The orders of these municipalities, the newest first."""
    found = CardOrder.objects.filter(municipality__in=municipalities).in_short()
    return found.select_related("municipality", "unit", "by", "paper", "again", "printer", "design")


@transaction.atomic
def print_at_once(*, municipality, layout="A4_10", by, at, unit=None, only_new=False, reason=""):
    """Order and print in one go, for a command; returns the CardOrder. Raises what `order` and `fill` raise."""
    turns.wait_for(municipality.pk, "cards")
    wanted = {
        "unit": unit, "ids": [], "picked": False, "layout": layout, "only_new": only_new, "both_sides": False,
        "printer": None, "day": municipality.day_of(at), "again": None, "pages_again": "",
    }  # fmt: skip
    refuse_empty(municipality, wanted, reason)
    asked = CardOrder.objects.create(
        municipality=municipality, number=next_number(municipality), mark=mark_of(wanted | {"at": at}), reason=reason,
        by=by, asked_at=at, **wanted,
    )  # fmt: skip
    fill(order=asked, by=by, at=at)
    return asked
