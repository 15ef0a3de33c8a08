"""What is written down on the coverage pages: a figure, what a branch counts, a target, a gap as a task."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused
from enrollment import populations
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page
from reports import city_coverage, gaps, target_pages, targets
from reports.forms import FigureForm, StatisticForm, TargetForm, TaskForm
from reports.views.coverage import branch_of, municipality_of, unit_of


NEVER_EMPTY = ("category", "is_reference")  # a choice that says something, whichever it is


@dataclass(frozen=True)
class Sheet:
    """One form: its words, the field that a refusal of its verb belongs to, and which fields may stay empty."""

    form: type
    title: str
    lead: str
    button: str
    done: str
    wrong: dict
    part: str


TASK = Sheet(
    TaskForm, _("Jadikan tugas"),
    _("Kesenjangan menjadi tugas sampai ditutup: siapa menanganinya, sampai kapan. Jumlahnya dihitung hari ini."),
    _("Simpan tugas"), _("Kesenjangan menjadi tugas."),
    {"OWNER_MISSING": "owner", "DUE_DATE_PAST": "due_date"}, "tugas",
)  # fmt: skip
TARGET = Sheet(
    TargetForm, _("Sasaran baru"),
    _("Berapa orang yang harus terlindungi sampai hari apa. Sasaran lama tetap tercatat seperti yang disebut dahulu."),
    _("Tetapkan sasaran"), _("Sasaran ditetapkan."),
    {"OWNER_MISSING": "owner", "DUE_DATE_PAST": "due_date", "REACHED_ALREADY": "figure"}, "sasaran",
)  # fmt: skip
FIGURE = Sheet(
    FigureForm, _("Catat jumlah pekerja"),
    _("Angka dicatat seperti yang disebut. Beberapa angka boleh berdampingan; satu menjadi acuan."),
    _("Catat angka"), _("Angka dicatat."),
    {"NOT_YET": "as_of", "SOURCE_MISSING": "source"}, "jenis",
)  # fmt: skip
STATISTIC = Sheet(
    StatisticForm, _("Catat hitungan kantor cabang"),
    _("Yang dihitung kantor cabang berdiri di samping hitungan kota."),
    _("Catat hitungan"), _("Hitungan dicatat."),
    {"NOT_YET": "as_of", "SOURCE_MISSING": "source"}, "cabang",
)  # fmt: skip


@form_page
@requires(Permission.FOLLOW_UP_GAPS)
def gap_new(request, public_id):
    return filled_in(request, public_id, TASK, gaps.open_task, {"category": request.GET.get("jenis", "")})


@form_page
@requires(Permission.FOLLOW_UP_GAPS)
def target_new(request, public_id):
    """With what a new target would be, where one was missed: the same number, in about two months."""
    municipality = municipality_of(request, public_id)
    city = city_coverage.of_city(municipality, day=municipality.today(), within=unit_of(request, municipality))
    missed = city.missed_target
    first = {}
    if missed:
        category = city.categories.get(missed.category_id)
        first = {
            "category": category.code if category else "", "figure": missed.figure, "owner": missed.owner,
            "due_date": target_pages.target_of(city)["next"]["due_date"],
        }  # fmt: skip
    return filled_in(request, public_id, TARGET, targets.set_target, first)


@form_page
@requires(Permission.FOLLOW_UP_GAPS)
def figure_new(request, public_id):
    return filled_in(request, public_id, FIGURE, populations.record, {})


@form_page
@requires(Permission.FOLLOW_UP_GAPS)
def statistic_new(request, public_id):
    """The branch is the own one; for a city the one that leads there."""
    municipality = municipality_of(request, public_id)
    branch = branch_of(request, municipality)
    if branch is None:
        raise Http404
    return filled_in(request, public_id, STATISTIC, populations.record_statistic, {}, branch=branch)


def filled_in(request, public_id, sheet, verb, first, **more):
    municipality = municipality_of(request, public_id)
    unit = unit_of(request, municipality)
    if request.method != "POST":
        return show(request, municipality, unit, sheet, sheet.form(initial=first, municipality=municipality))
    form = sheet.form(request.POST, municipality=municipality)
    if not form.is_valid():
        return show(request, municipality, unit, sheet, form, status=422)
    given = form.cleaned_data | more | ({} if "branch" in more else {"unit": unit})
    try:
        verb(municipality=municipality, by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        form.add_error(sheet.wrong.get(refusal.code), str(refusal))
        return show(request, municipality, unit, sheet, form, status=422)
    messages.success(request, sheet.done)
    return redirect(f"{place_url(municipality, unit)}#{sheet.part}")


def place_url(municipality, unit):
    address = reverse("coverage_city", args=[municipality.public_id])
    return f"{address}?{urlencode({'unit': unit.public_id})}" if unit else address


def show(request, municipality, unit, sheet, form, *, status=200):
    context = {
        "sheet": sheet,
        "city": municipality,
        "unit": unit,
        "back_url": place_url(municipality, unit),
        "fields": [(field, not field.field.required and field.name not in NEVER_EMPTY) for field in form],
        "form": form,
    }
    return render(request, "reports/coverage_form.html", context, status=status)
