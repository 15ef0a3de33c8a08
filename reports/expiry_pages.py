"""What the pages, the file and the paper of "if it is not renewed" show of a Loss, in words and rows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common import spreadsheets
from common.months import add_months
from common.rupiah import rupiah
from regulations import death_benefits
from regulations.words import BandChoice, Cause, Level, Payer, Program, Segment


FILE_COLUMNS = (
    *("Kota", "Perjanjian", "Hari terakhir", "Tanpa perlindungan mulai", "Unit", "Jenis pekerja", "Program"),
    *("Orang", "Iuran sebulan (Rp)", "Tercakup lagi mulai"),
)
LONG_A_MEMBER = 120  # months: whoever has waited every waiting time


def row(loss, *, with_city):
    """One end of an agreement in the list of all."""
    ending = loss.ending
    agreement = ending.agreement
    return {
        "url": reverse("expiry_of_agreement", args=[agreement.public_id]),
        "number": agreement.pks_number,
        "title": agreement.title,
        "municipality_label": str(agreement.municipality) if with_city else "",
        "first_day": ending.first_day,
        "days_left": ending.days_left,
        "people": ending.people,
        "units": ending.units,
        "monthly": loss.monthly,
        "kinds": [part(each) for each in loss.kinds],
    }


def block(loss, *, day):
    """A Loss on its own page."""
    ending = loss.ending
    return {
        "first_day": ending.first_day,
        "last_day": ending.last_day,
        "days_left": (ending.last_day - day).days,
        "is_over": ending.last_day < day,
        "people": ending.people,
        "units_count": ending.units,
        "monthly": loss.monthly,
        "by_workers": loss.payers.get(Payer.WORKER, 0),
        "again_on": loss.again_on,
        "kinds": [part(each) for each in loss.kinds],
    }


def part(each):
    return {
        "unit": each.unit,
        "kind": each.kind,
        "depth": min(each.depth, 4),
        "programs_label": ", ".join(each.programs),
        "people": each.people,
        "monthly": each.monthly,
        "again_on": each.again_on,
    }


def unit_rows(losses):
    """The units of every loss, in the order of the tree, each with the day of its loss."""
    return [part(each) | {"first_day": loss.ending.first_day} for loss in losses for each in loss.units]


def file_rows(losses):
    """For the file: each kind of worker of each unit."""
    for loss in losses:
        agreement = loss.ending.agreement
        for each in loss.cells:
            yield (
                *(spreadsheets.plain(text) for text in (agreement.municipality.name, agreement.pks_number)),
                *(loss.ending.last_day, loss.ending.first_day),
                *(spreadsheets.plain(text) for text in (each.unit, each.kind)),
                *(", ".join(each.programs), each.people, each.monthly, each.again_on or ""),
            )


def families(losses):
    """
    What one family would go without, by the law of the first day without cover: [{case, amount, source}].

    No sum over people: how many die nobody knows, and the right is lost for every one of them.
    """
    found = []
    for loss in losses:
        for row in of_loss(loss):
            if row not in found:
                found.append(row)
    return found


def sources(losses):
    """Where the rates of the contributions are from: [{program, source}]."""
    found = {}
    for program, source in dict.fromkeys(each for loss in losses for each in loss.sources):
        found.setdefault(program, []).append(source)
    return [{"program": program, "source": "; ".join(given)} for program, given in found.items()]


def of_loss(loss):
    day, programs = loss.ending.first_day, loss.programs
    asked = {"died": day, "member_since": add_months(day.replace(day=1), -LONG_A_MEMBER)}
    if Program.JKM in programs:
        benefits = death_benefits.benefits_for(cause=Cause.NATURAL, wage=0, **asked)
        yield case(_("Meninggal bukan karena pekerjaan: santunan kematian (JKM)"), benefits.total, benefits.lines)
    if Program.JKK in programs:
        if loss.wage:
            said = _("Meninggal karena kecelakaan kerja (JKK), dengan upah tengah %(wage)s") % {
                "wage": rupiah(loss.wage)
            }
            own = {"segment": Segment.PU, "wage": loss.wage}
        else:
            said = _("Meninggal karena kecelakaan kerja (JKK), pada golongan pendapatan terendah")
            own = {"segment": Segment.BPU, "wage": 0, "band": BandChoice.BAND_1}
        benefits = death_benefits.benefits_for(cause=Cause.WORK_ACCIDENT, **own, **asked)
        yield case(said, benefits.total, benefits.lines)
    if programs.keys() & {Program.JKM, Program.JKK}:
        most = death_benefits.MOST_CHILDREN.on(day)
        cause = Cause.NATURAL if Program.JKM in programs else Cause.WORK_ACCIDENT
        children = [next(iter(Level))] * most.value
        granted = death_benefits.benefits_for(cause=cause, wage=0, children=children, **asked).scholarships
        said = _("Beasiswa, paling banyak, untuk %(children)s anak sejak jenjang pertama") % {"children": most.value}
        yield case(said, sum(each.most_possible for each in granted), granted)


def case(said, amount, lines):
    return {"case": said, "amount": amount, "source": "; ".join(dict.fromkeys(line.source for line in lines))}
