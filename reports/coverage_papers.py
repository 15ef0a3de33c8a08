"""The gap list as paper: what the coverage page shows on a day, kept as it was printed."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.months import MONTH_NAMES
from common.rupiah import grouped
from enrollment.models import UnitGap
from municipalities.models import Office
from reports import active_pages, city_coverage, coverage_pages, headings, keeping, target_pages
from reports.models import Kind
from reports.papers import gap_list


def print_gap_list(*, municipality, day, by, at, unit=None):
    """
    Print and keep the gap list of a city, or of a unit with everything below it; returns its Paper and the bytes.

    The same state of affairs printed twice on a day is one paper.
    """
    city = city_coverage.of_city(municipality, day=day, within=unit, fresh=True)
    with override("id"):
        content = gap_list.to_pdf(paper_of(city))
        title = _("Daftar kesenjangan %(place)s per %(day)s") % {"place": city.top.name, "day": in_words(day)}
    paper = keeping.keep(
        municipality=municipality, kind=Kind.GAP_LIST, title=title, content=content,
        of=unit or municipality, unit=city.within, by=by, at=at,
    )  # fmt: skip
    return paper, content


def paper_of(city):
    municipality = city.municipality
    lines = [line_of(row, in_sum=place == 0) for each in city.populations() for place, row in enumerate(each.figures)]
    return gap_list.GapList(
        heading=headings.heading(municipality, number=f"KSJ/{municipality.code}/{city.day:%d-%m-%Y}", day=city.day),
        subject=city.within.name if city.within else "",
        lines=lines,
        units=[unit_line(gap) for gap in city.gaps if gap.status != UnitGap.Status.DONE],
        units_source=sources_of(city.gaps),
        tasks=[task_line(city, gap) for gap in city.tasks],
        standing=[
            (line.title, line.number, line.is_part)
            for line in active_pages.lines(city.everybody, city.headline(), url_of=lambda _cause: "")
        ],
        rule=[active_pages.rule(city.judged, city.day), *active_pages.not_judged(city.judged)],
        target=sentence_of(target_pages.target_of(city)),
        signer=headings.signer(
            municipality, Office.Duty.PERSONNEL, day=city.day, office="Pejabat Pengelola Kepegawaian"
        ),
    )


def line_of(row, *, in_sum):
    return gap_list.GapLine(
        category=row.category, unit=row.unit, figure=row.figure, source=row.source or _("belum ada yang mencatat"),
        as_of=row.as_of, enrolled=row.enrolled, active=row.active, gap=row.gap, quoted_gap=row.quoted_gap,
        in_sum=in_sum, is_invented=row.is_invented,
    )  # fmt: skip


def unit_line(gap):
    return gap_list.UnitLine(
        unit=gap.unit.name, category=gap.kind, missing=gap.missing, owner=gap.owner,
        due_date=gap.due_date, status=gap.get_status_display(),
    )  # fmt: skip


def task_line(city, gap):
    """Who sees to the gap of the whole place, in one sentence."""
    task = coverage_pages.task_of(city, gap)
    missing = _("jumlahnya belum diketahui")
    if task["missing"] is not None:
        missing = _("%(count)s orang") % {"count": grouped(task["missing"])}
    said = _("Kesenjangan %(kind)s, %(missing)s, ditangani %(owner)s") % {
        "kind": task["title"], "missing": missing, "owner": task["owner"] or "-",
    }  # fmt: skip
    return said + (_(" sampai %(day)s.") % {"day": in_words(task["due_date"])} if task["due_date"] else ".")


def sources_of(gaps):
    return "; ".join(sorted({f"{gap.source}, {in_words(gap.as_of)}" for gap in gaps}))


def in_words(day):
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def sentence_of(target):
    """The target as a sentence under the list: what is missing, what it takes, or that its day is past."""
    if target is None:
        return ""
    said = _("Sasaran: %(figure)s terlindungi sampai %(day)s; masih kurang %(missing)s.") % {
        "figure": grouped(target["figure"]), "day": in_words(target["due_date"]),
        "missing": grouped(target["missing"]),
    }  # fmt: skip
    if target["days_late"]:
        late = _("Lewat jatuh tempo %(days)s hari.") % {"days": grouped(target["days_late"])}
        return f"{said} {late}"
    if target["missing"]:
        pace = _("Laju yang diperlukan: %(pace)s selama %(days)s hari kerja.") % {
            "pace": target["pace_needed_label"], "days": grouped(target["working_days_left"]),
        }  # fmt: skip
        return f"{said} {pace}"
    return said
