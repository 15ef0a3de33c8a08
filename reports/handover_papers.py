"""The papers of a hand-over from what is stored: the attendance sheet of a session, the minutes, and what is left."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from enrollment import handover, handover_sessions
from municipalities.models import Office
from reports import headings, keeping
from reports.handover_pages import ZONES
from reports.models import Kind
from reports.papers import attendance, handover_minutes, left_cards
from reports.papers.letters import Signer


def print_attendance(*, batch, session, by, at):
    """Print and keep the attendance sheet of a session; returns its Paper."""
    with override("id"):
        content = attendance.to_pdf(sheet_of(batch, session))
    return keeping.keep(
        municipality=batch.municipality, kind=Kind.ATTENDANCE, content=content, of=batch, by=by, at=at,
        title=f"Daftar hadir penyerahan kartu {batch.number}, sesi {session.number}",
        people=list(session.handovers.values_list("enrollment__worker_id", flat=True)),
    )  # fmt: skip


def print_minutes(*, batch, by, at):
    """Print and keep the minutes as the hand-over stands; returns their Paper."""
    with override("id"):
        content = handover_minutes.to_pdf(minutes_of(batch))
    return keeping.keep(
        municipality=batch.municipality, kind=Kind.HANDOVER_MINUTES, content=content, of=batch, by=by, at=at,
        title=f"Berita acara penyerahan kartu {batch.number}",
    )  # fmt: skip


def print_left(*, batch, by, at):
    """
    Print and keep the list of cards that nobody has received, unit by unit, for whoever takes them back; its Paper.

    :raises handover_sessions.NobodyLeft: if there is none
    """
    cards = batch.handovers.waiting().select_related("enrollment__worker", "unit").order_by("number")
    if not cards:
        raise handover_sessions.NobodyLeft(_("Semua kartu sudah diserahkan. Tidak ada sisa untuk didaftar."))
    with override("id"):
        content = left_cards.to_pdf(left_of(batch, cards, day=batch.municipality.day_of(at)))
    return keeping.keep(
        municipality=batch.municipality, kind=Kind.HANDOVER_LEFT, content=content, of=batch, by=by, at=at,
        title=f"Daftar sisa kartu penyerahan {batch.number}", people=[card.enrollment.worker_id for card in cards],
    )  # fmt: skip


def left_of(batch, cards, *, day):
    return left_cards.LeftCards(
        heading=heading_of(batch, "SISA"),
        title=batch.title,
        as_of=day,
        units=[
            left_cards.UnitLeft(
                unit=unit,
                cards=[
                    left_cards.LeftCard(number=card.number, name=card.enrollment.worker.name, kpj=card.enrollment.kpj)
                    for card in of_unit
                ],
            )
            for unit, of_unit in groupby(cards, key=lambda card: card.unit.name)
        ],
        signer=headings.signer(
            batch.municipality, Office.Duty.PERSONNEL, day=day, office=f"Pejabat Pemerintah {batch.municipality.name}"
        ),
    )


def sheet_of(batch, session):
    cards = session.handovers.select_related("enrollment__worker", "unit").order_by("number")
    return attendance.Attendance(
        heading=heading_of(batch, f"DH/{session.number}"),
        title=batch.title,
        session=session.number,
        sessions=batch.sessions.count(),
        start_at=local(session, batch),
        zone=zone_of(batch),
        venue=session.place,
        officer=session.officer,
        recipients=[
            attendance.Recipient(
                number=card.number, name=card.enrollment.worker.name, unit=card.unit.name, kpj=card.enrollment.kpj
            )
            for card in cards
        ],
        signer=Signer(office="Petugas sesi", name=session.officer),
    )


def minutes_of(batch):
    proxied = Count("handovers", filter=~Q(handovers__proxy=""))
    return handover_minutes.Minutes(
        heading=heading_of(batch, "BA"),
        title=batch.title,
        held_on=batch.date,
        zone=zone_of(batch),
        venue=batch.place,
        hosts=batch.hosts,
        guests=batch.guests,
        sessions=[
            handover_minutes.SessionLine(
                number=session.number, start_at=local(session, batch), venue=session.place, quota=session.quota,
                cards=session.cards, handed_over=session.handed_over, by_proxy=session.by_proxy,
            )
            for session in batch.sessions.counted().annotate(by_proxy=proxied)
        ],
        left=[
            handover_minutes.LeftLine(unit=unit["name"], cards=unit["cards"], left=unit["left"])
            for unit in handover.left_by_unit(batch)
        ],
        given_by=Signer(office="Kepala Kantor Cabang BPJS Ketenagakerjaan"),
        received_by=headings.signer(
            batch.municipality, Office.Duty.PERSONNEL, day=batch.date,
            office=f"Pejabat Pemerintah {batch.municipality.name}",
        ),
    )  # fmt: skip


def heading_of(batch, kind):
    return headings.heading(
        batch.municipality, number=f"{kind}/{batch.number}/{batch.date:%m}/{batch.date:%Y}", day=batch.date
    )


def local(session, batch):
    """Without a zone: papers and pages write the municipality's own clock and name the zone beside it."""
    return session.start_at.astimezone(ZoneInfo(batch.municipality.timezone)).replace(tzinfo=None)


def zone_of(batch):
    return ZONES.get(batch.municipality.timezone, "")
