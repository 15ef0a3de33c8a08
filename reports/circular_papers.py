"""Circulars on paper, and who followed them: printed from what is stored, kept once both sides may see them."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import circular_reminders
from municipalities.models import Office
from reports import binding, headings, keeping
from reports.compliance import LABELS
from reports.models import Kind
from reports.papers import circular as circular_paper
from reports.papers import circular_compliance, circular_reminder


def print_circular(*, circular, by, at):
    """The circular as PDF and the Paper it is kept as; None before it is issued: the branch may not see it yet."""
    content = circular_paper.to_pdf(circular_paper.of(circular))
    if circular.is_pending:
        return content, None
    return content, keep(circular, Kind.CIRCULAR, f"Surat edaran {circular.number}", content, by=by, at=at)


def print_compliance(*, circular, offices, day, by, at):
    """
    Who followed the circular on a day, as the Paper that is kept.

    :param offices: of reports.compliance, in the order of the page
    """
    city = circular.municipality
    with override("id"):
        content = circular_compliance.to_pdf(
            circular_compliance.Compliance(
                heading=headings.heading(city, number="", day=day),
                circular=circular,
                categories=[each.category.name for each in circular.categories.select_related("category")],
                offices=[(each, LABELS[each.status]) for each in offices],
                day=day,
                signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
            )
        )
        title = _("Pelaksanaan surat edaran %(number)s per %(day)s") % {
            "number": circular.number, "day": date_format(day, "j F Y"),
        }  # fmt: skip
    return keep(circular, Kind.CIRCULAR_COMPLIANCE, title, content, by=by, at=at)


@transaction.atomic
def remind(*, circular, offices, date, due_date, signer, by, at):
    """
    Write to these offices and keep every letter; returns one Paper: the letter, or all of them in the offices' order.

    :param offices: of reports.compliance
    :raises ReminderThere: if one of them was reminded on that day already
    """
    reminders = circular_reminders.write(
        circular=circular, offices=offices, date=date, due_date=due_date, signer=signer, by=by, at=at
    )
    papers = [keep_reminder(each, by=by, at=at) for each in reminders]
    if len(papers) == 1:
        return papers[0]
    contents = []
    for paper in papers:
        with keeping.open_kept(paper) as file:
            contents.append(file.read())
    with override("id"):
        title = _("%(count)s surat pengingat surat edaran %(number)s") % {
            "count": len(papers), "number": circular.number,
        }  # fmt: skip
    return keep(circular, Kind.CIRCULAR_REMINDER, title, binding.bound(contents), by=by, at=at)


def keep_reminder(reminder, *, by, at):
    content = circular_reminder.to_pdf(circular_reminder.of(reminder))
    with override("id"):
        title = _("Surat pengingat kepada %(unit)s") % {"unit": reminder.unit_name}
    return keeping.keep(
        municipality=reminder.municipality, kind=Kind.CIRCULAR_REMINDER, title=title, content=content, of=reminder,
        unit=reminder.unit, number=reminder.number, by=by, at=at,
    )  # fmt: skip


def papers_of(reminders):
    """The kept letters of these reminders; of one whose file went with the years there is none."""
    found = list(reminders)
    if not found:
        return []
    return found[0].municipality.papers.filter(
        kind=Kind.CIRCULAR_REMINDER, object_type=found[0]._meta.label_lower, removals=None,
        object_id__in=[each.public_id for each in found],
    )  # fmt: skip


def bundles_of(circular):
    """The letters of one writing as one file each, the latest first."""
    return circular.municipality.papers.filter(
        kind=Kind.CIRCULAR_REMINDER,
        object_type=circular._meta.label_lower,
        object_id=circular.public_id,
        removals=None,
    )


def keep(circular, kind, title, content, *, by, at):
    return keeping.keep(
        municipality=circular.municipality, kind=kind, title=title, content=content, of=circular,
        number=circular.number, by=by, at=at,
    )  # fmt: skip
