"""Surat pengingat: to one office that has not done what a circular asks, with what was counted on the day."""

from dataclasses import dataclass
from datetime import date

from reports import headings, pdf
from reports.papers.circular import INVENTED, office_of, signer_of
from reports.papers.letters import Heading, Signer


# A unit of this first word has a head with a name of its own; all others a Kepala.
HEADS = {"Kecamatan": "Camat", "Kelurahan": "Lurah", "Sekretariat": "Sekretaris", "Inspektorat": "Inspektur"}


@dataclass(frozen=True, kw_only=True)
class Reminder:
    heading: Heading
    unit: str
    head: str  # of the unit: Camat Serang
    circular_number: str
    circular_title: str
    circular_date: date
    population: int | None  # None: nobody knows
    enrolled: int
    due_date: date
    signer: Signer
    status: str = ""

    @property
    def missing(self):
        return None if self.population is None else max(self.population - self.enrolled, 0)


def of(reminder):
    """What is stored of a reminder, as its paper."""
    circular = reminder.circular
    return Reminder(
        heading=headings.heading(
            reminder.municipality, number=reminder.number, day=reminder.date, office=office_of(reminder)
        ),
        unit=reminder.unit_name,
        head=head_of(reminder.unit_name),
        circular_number=circular.number,
        circular_title=circular.title,
        circular_date=circular.date,
        population=reminder.population,
        enrolled=reminder.enrolled,
        due_date=reminder.due_date,
        signer=signer_of(reminder),
        status=INVENTED if circular.is_invented else "",
    )


def head_of(unit):
    """Who heads a unit, as a letter is addressed to them."""
    kind, _space, rest = unit.partition(" ")
    return f"{HEADS[kind]} {rest}".strip() if kind in HEADS else f"Kepala {unit}"


def to_pdf(reminder):
    """Return the letter."""
    return pdf.render("papers/circular_reminder.html", {"letter": reminder}, reminder.heading.letterhead.look)
