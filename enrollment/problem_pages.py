"""What stands in the way of a roster's rows, as its page shows it: by kind, and the first rows of each kind."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from common.personal import masked_kpj
from common.rupiah import grouped
from enrollment import fixes, problems
from enrollment.columns import BY_NAME
from enrollment.messages import label, message, of_most
from enrollment.models import Roster, RosterRow
from enrollment.problem_titles import title
from municipalities.city.unit_names import spelled


LISTS = {"unit": "daftar-unit", "category": "daftar-jenis"}  # of names, on the page
SHOWN, OF_A_KIND = 10, 25  # rows of all kinds and of one; the workbook to download has all of them
SKIPPED = RosterRow.Outcome.SKIPPED
# Remarks that, true of nearly everybody, say that the file is not what it was meant to be.
GRAVE = dict.fromkeys(
    (
        *("OTHER_CATEGORY", "ENROLLED_ELSEWHERE", "NIK_BIRTH_MISMATCH", "NIK_SEX_MISMATCH"),
        *("NAME_DIFFERS", "BIRTH_DATE_DIFFERS"),
    ),
    "warning",
)


def part(roster, code, *, role, after="", mends=False, typed=None, wrong=None):
    """
    The page's part about problems.

    :param code: the kind that is asked for, or ""
    :param after: the mark of the last row of the page before
    :param role: of whom the page is for
    :param mends: this person may put cells right here and now
    :param typed: {(row number, column): text} that was sent and not taken, and why: `wrong`
    """
    found = problems.groups(roster) if roster.refused or roster.warned or roster.skipped else []
    common = problems.common(roster, found)
    shown = [group for group in found if is_open(roster, group[1])]
    code = code if code in {each for each, _level, _count in shown} else ""
    told = {code} if code else {each for each, _level, _count in found} - set(common)
    if not told & {each for each, _level, _count in shown}:
        shown = []  # nothing but what is said once of the whole file
    wanted = of_kind(roster, code) if code else problems.to_mend(roster, common)
    total = wanted.count() if shown else 0
    size = OF_A_KIND if code else SHOWN
    rows = list(problems.refused_first(wanted, after)[: size + 1]) if total else []
    mark = problems.mark(rows[size - 1]) if len(rows) > size else ""
    rows = rows[:size]
    by_rule = rules(roster, told) if mends and shown else []
    # Said once above, unless somebody asks for just these rows.
    said_above = set() if code else {(rule["column"], spelled(rule["found"])) for rule in by_rule}
    settled = problems.decided_rows(roster, [each.row_no for each in rows])
    given = Given(roster, role, told, mends, typed or {}, wrong or {}, said_above, settled)
    told_rows = [row(each, given) for each in rows]
    return {
        "problem_title": heading(roster, shown),
        "problem_groups": [chip(group, code) for group in shown],
        "problem_rows": told_rows,
        "problem_mends": mends and any(cell["field"] for each in told_rows for cell in each["cells"]),
        "problem_wrong": next((cell["field"] for each in told_rows for cell in each["cells"] if cell["wrong"]), ""),
        "problem_code": code,
        "problem_after": after,
        "problem_previous_url": address(code) if after else "",
        "problem_next_url": address(code, mark) if mark else "",
        "problem_rules": by_rule,
        "problem_names": names(roster, told) if mends and shown else {},
        "problem_shown": shown_label(len(rows), total),
        "problem_filter_url": "?#masalah" if code else "",
        "common": [
            {"text": sentence(roster, each, count), "url": address(each), "tone": GRAVE.get(each, "info")}
            for each, count in common.items()
            if roster.status == Roster.Status.CHECKED
        ],
        "to_check": to_check(roster, common),
    }


def is_open(roster, level):
    """Whether problems of this level are still to be mended: after saving what was refused, after an end none."""
    if roster.status in (Roster.Status.UNDONE, Roster.Status.CANCELLED):
        return False
    return roster.status != Roster.Status.COMMITTED or level == "error"


def heading(roster, shown):
    if roster.status == Roster.Status.COMMITTED:
        return _("Baris yang tidak ikut tersimpan")
    must = any(level == "error" for _code, level, _count in shown)
    return _("Yang perlu diperbaiki") if must else _("Yang perlu dicek")


def of_kind(roster, code):
    found = problems.rows(roster).filter(problems__contains=[{"code": code}])
    return problems.undecided(found) if code in problems.SETTLED else found


def chip(group, current):
    code, level, count = group
    return {
        "code": code,
        "title": title(code),
        "level": level,
        "count": count,
        "url": address(code),
        "current": code == current,
    }


def address(code, after=""):
    asked = {"masalah": code, "baris": after}
    return "?" + urlencode({name: value for name, value in asked.items() if value}) + "#masalah"


def shown_label(shown, total):
    if shown == total:
        return ""
    words = {"shown": grouped(shown), "total": grouped(total)}
    return _("%(shown)s dari %(total)s baris ditampilkan; berkas unduhan memuat semuanya.") % words


def sentence(roster, code, count):
    """What is said once of the file instead of on each of its rows."""
    example = of_kind(roster, code).values_list("problems", flat=True).first()
    problem = next(each for each in example if each["code"] == code)
    return of_most(problem, title=title(code), count=count, of=roster.rows - roster.skipped)


def to_check(roster, common):
    """How many of the rows that are ready want a look."""
    if not roster.warned:
        return 0
    ready = problems.rows(roster).exclude(outcome__in=(RosterRow.Outcome.REFUSED, RosterRow.Outcome.SKIPPED))
    return problems.unsettled(ready, common).count()


@dataclass(frozen=True)
class Given:
    """What the rows of a page are shown by: the kinds of problems told, and what of them can be put right here."""

    roster: Roster
    role: str
    codes: set
    mends: bool
    typed: dict
    wrong: dict
    said_above: set  # {(column, what the file says, spelled)} that a rule above the rows can put right
    settled: set  # the rows that go on from another enrollment, as somebody has decided

    def is_said_above(self, problem):
        named = problem["code"] in problems.NAMELESS
        return named and (problem["column"], spelled(problem["found"])) in self.said_above

    def open(self, staged):
        """What is still to be said of a row."""
        settled = problems.SETTLED if staged.row_no in self.settled else ()
        return [each for each in staged.problems if each["code"] in self.codes and each["code"] not in settled]

    def mendable(self, staged):
        if not self.mends or staged.outcome == SKIPPED:
            return set()
        return fixes.mendable(self.roster, staged, role=self.role)


def row(staged, given):
    """A row with what is said of it; each column that can be put right has one field, below the last word about it."""
    told = with_other_columns(given.open(staged))
    fields = {
        each["column"]: number
        for number, each in enumerate(told)
        if each["column"] in given.mendable(staged) and not given.is_said_above(each)
    }
    return {
        "row_no": staged.row_no,
        "name": staged.name or staged.raw.get("name", ""),
        "level": "error" if any(each["level"] == "error" for each in staged.problems) else "warning",
        "cells": [
            cell(staged, each, given) | field(staged, each["column"], given, offered=number in fields.values())
            for number, each in enumerate(told)
        ],
    }


def with_other_columns(told):
    """What is said of a row, and without words of its own each column that may be the wrong one instead."""
    named = {each["column"] for each in told}
    others = [(each, fixes.OTHER_COLUMN.get(each["code"])) for each in told]
    return told + [each | {"column": other, "silent": True} for each, other in others if other and other not in named]


def cell(staged, problem, given):
    name, said_above = problem["column"], given.is_said_above(problem)
    kept = fixes.is_kept(given.roster, staged, name)
    return {
        "column_label": label(name) if name in BY_NAME else "",
        "found": shown_cell(name, staged.raw.get(name, "")),
        "message": "" if said_above or kept or "silent" in problem else message(problem),
        "kept": kept,
        "said_above": said_above,
        "level": problem["level"],
    }


def field(staged, column, given, *, offered):
    """The field of a cell; a NIK is never spelled out, so its field begins empty."""
    place = staged.row_no, column
    stands = "" if column == "nik" else fixes.stands(given.roster, staged, column)
    return {
        "field": f"sel-{staged.row_no}-{column}" if offered else "",
        "value": given.typed.get(place, stands),
        "wrong": given.wrong.get(place, "") if offered else "",
        "list": LISTS.get(column, ""),
    }


def names(roster, codes):
    """{column: names that a person can choose from in place of one that nobody knows}"""
    city = roster.municipality
    offered = {"unit": city.units.open_on(city.today()), "category": city.categories.all()}
    wanted = [column for code, column in problems.NAMELESS.items() if code in codes]
    return {column: list(offered[column].values_list("name", flat=True)) for column in wanted}


def rules(roster, told):
    """Names that the file writes in several rows, each with what it could mean in the city."""
    return [
        {
            "column": column,
            "found": found,
            "label": _("%(column)s '%(found)s' berarti") % {"column": label(column), "found": found},
            "near": near,
            "list": LISTS[column],
            "button": _("Pakai untuk %(count)s baris") % {"count": grouped(count)},
        }
        for column, found, near, count in problems.names_nobody_knows(roster, told)
    ]


def shown_cell(name, text):
    """What the file says; of a NIK or a KPJ that may be right only its ends."""
    digits = [character for character in str(text) if character.isdigit()]
    if name == "nik" and len(digits) > 8:
        return f"{''.join(digits[:4])} •••• •••• {''.join(digits[-4:])}"
    if name == "kpj" and len(digits) > 8:
        return masked_kpj("".join(digits))
    return str(text)[:80]
