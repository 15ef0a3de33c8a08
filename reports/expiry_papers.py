"""What is lost without a renewal as paper: one agreement, or all of a city within a year; kept as it was printed."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from municipalities.models import Office
from reports import expiry, expiry_pages, headings, keeping
from reports.models import Kind
from reports.papers import expiry as paper


ROWS = (12, 9, 6, 3, 1)


def print_expiry(*, municipality, agreement, day, by, at):
    """
    Print and keep it; returns its Paper. The same state of affairs printed twice on a day is one paper.

    :param agreement: None for all that end in the city within a year
    """
    with override("id"):
        losses = losses_of(municipality, agreement, day)
        content = on_one_page(municipality, agreement, losses, day=day)
        subject = _("perjanjian %(number)s") % {"number": agreement.pks_number} if agreement else municipality.name
        said = {"subject": subject, "day": date_format(day, "j F Y")}
        title = _("Bila tidak diperpanjang: %(subject)s per %(day)s") % said
    return keeping.keep(
        municipality=municipality, kind=Kind.EXPIRY, title=title, content=content, of=agreement or municipality,
        by=by, at=at,
    )  # fmt: skip


def losses_of(municipality, agreement, day):
    if agreement:
        return expiry.of_agreement(agreement, day=day)
    endings, _people = expiry.endings([municipality], day=day, ahead=expiry.YEAR_AHEAD)
    return [expiry.loss_of(ending) for ending in endings if ending.people]


def on_one_page(municipality, agreement, losses, *, day):
    """As many kinds of workers and units as one page takes: long names and a long letterhead leave room for fewer."""
    for rows in ROWS:
        content = paper.to_pdf(paper_of(municipality, agreement, losses, day=day, rows=rows))
        if keeping.pages_of(content) == 1:
            break
    return content


def paper_of(municipality, agreement, losses, *, day, rows):
    number = agreement.pks_number if agreement else municipality.code
    return paper.Expiry(
        heading=headings.heading(municipality, number=f"{number}/{day:%d-%m-%Y}", day=day),
        subject=f"{agreement.title}, {agreement.pks_number}" if agreement else municipality.name,
        blocks=[block_of(loss, rows=rows, of=len(losses)) for loss in losses[: paper.MOST_ENDS]],
        other_ends=max(len(losses) - paper.MOST_ENDS, 0),
        families=expiry_pages.families(losses),
        sources=expiry_pages.sources(losses),
        signer=headings.signer(
            municipality, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"
        ),
    )  # fmt: skip


def block_of(loss, *, rows, of):
    """:param of: how many ends share the page and its rows; units are shown where it is one"""
    ending, agreement = loss.ending, loss.ending.agreement
    kinds = loss.kinds[: max(rows // (2 if of == 1 else of), 1)]
    largest = sorted(loss.units, key=lambda unit: -unit.people)[: max(rows - len(kinds), 0)] if of == 1 else []
    return paper.Block(
        number=agreement.pks_number, title=agreement.title, is_invented=agreement.is_invented,
        last_day=ending.last_day, first_day=ending.first_day, people=ending.people, units=ending.units,
        monthly=loss.monthly,
        kinds=[line_of(each, each.kind) for each in kinds], other_kinds=len(loss.kinds) - len(kinds),
        largest=[line_of(each, each.unit) for each in largest], other_units=len(loss.units) - len(largest),
    )  # fmt: skip


def line_of(each, name):
    return paper.Line(
        name=name, programs=", ".join(each.programs), people=each.people, monthly=each.monthly, again_on=each.again_on
    )
