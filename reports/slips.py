"""Bukti terdaftar of one enrollment: a plain slip for whoever has no card yet, or needs it in writing."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.refusals import Refused
from enrollment import cards as card_rows
from enrollment.models import Enrollment
from municipalities.models import Office
from reports import card_printing, headings, keeping
from reports.models import Kind
from reports.papers import enrollment_slip


class NotEnrolled(Refused):
    """The enrollment is not in force today."""


def of(municipalities):
    """The enrollments that a slip can be asked for."""
    found = Enrollment.objects.filter(municipality__in=municipalities, is_void=False)
    return found.select_related("municipality", "worker", "unit", "category")


def print_slip(*, enrollment, by, at):
    """
    Print and keep the slip of an enrollment that is in force today; returns its Paper, which its unit's clerks see.

    :raises NotEnrolled: if it is not in force
    """
    day = enrollment.municipality.day_of(at)
    if not in_force(enrollment, day):
        raise NotEnrolled(_("Kepesertaan ini tidak berlaku hari ini, jadi buktinya tidak dicetak."))
    address = token_url(enrollment, at)
    with override("id"):
        content = enrollment_slip.to_pdf(paper_of(enrollment, day, address))
        title = _("Bukti terdaftar")
    return keeping.keep(
        municipality=enrollment.municipality, kind=Kind.ENROLLMENT_SLIP, title=title, content=content, of=enrollment,
        unit=enrollment.unit, by=by, at=at,
    )  # fmt: skip


def in_force(enrollment, day):
    return enrollment.start_date <= day and (enrollment.end_date is None or enrollment.end_date >= day)


def token_url(enrollment, at):
    """Where the QR leads: to the card of whoever has a number (KPJ), who gets one with the slip."""
    if not enrollment.kpj:
        return ""
    city = enrollment.municipality
    issued = card_rows.issue(municipality=city, enrollments=[enrollment.pk], at=at)
    return card_printing.token_url(city, card_printing.card_keys(), issued[enrollment.pk])


def paper_of(enrollment, day, address):
    city = enrollment.municipality
    return enrollment_slip.EnrollmentSlip(
        heading=headings.heading(city, number=f"BT/{day:%Y/%m}/{enrollment.public_id.hex[:8].upper()}", day=day),
        name=enrollment.worker.name,
        nik=enrollment.worker.nik,
        kpj=enrollment.kpj,
        category=enrollment.category.name,
        unit=enrollment.unit.name,
        programs=tuple(enrollment.programs.split("_")),
        since=enrollment.start_date,
        month=enrollment.approved_through,
        token_url=address,
        signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
    )
