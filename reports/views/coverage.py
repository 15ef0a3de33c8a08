"""Who is covered and who is missing: a city, a branch, the table, the paper, and a gap of a unit as a task."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.city.units import office_of
from municipalities.days import read_day
from municipalities.roles import Permission, may
from municipalities.views import paging
from reports import city_coverage, coverage_pages, coverage_papers, gap_costs, gaps
from reports.active_pages import Cause
from reports.forms import CloseGapForm, OwnerForm
from reports.views import coverage_files


MUNICIPALITIES = 30  # of a branch with more the bars and the table go by pages, the map shows all of them
A_PAGE = 15  # rows of the table; they are tall on a phone


@require_safe
@requires(Permission.VIEW_COVERAGE)
def coverage(request, public_id=None):
    municipality = municipality_of(request, public_id)
    day, per = day_of(request, municipality)
    if municipality is None:
        cities = city_coverage.of_cities(request.municipalities, day=day)
        context = coverage_pages.of_branch(cities, day=day, per=per, cause=cause_of(request))
        page = paging.page_of(request, context["rows"], MUNICIPALITIES)
        context |= {"listed": page.object_list, "shown": shown(page), **paging.beside(request, page)}
        return render(request, "reports/coverage_branch.html", context | {"per": per})
    city = city_coverage.of_city(municipality, day=day, within=unit_of(request, municipality))
    reader = {"with_people": may(request.role, Permission.VIEW_WORKERS), "topmost": request.active_scope.unit_id}
    context = coverage_pages.of_city(city, per=per, cause=cause_of(request), **reader)
    context |= {
        "per": per,
        "may_print": may(request.role, Permission.PRINT_COVERAGE),
        "cost": None if per else gap_costs.of(city),
        "may_report": may(request.role, Permission.PRINT_REPORTS),
        "may_write": may(request.role, Permission.PRINT_COVERAGE) and not per,
        "may_follow_up": may(request.role, Permission.FOLLOW_UP_GAPS) and not per,
        "counting_branch": branch_of(request, municipality),
    }
    return render(request, "reports/coverage.html", context)


@require_safe
@requires(Permission.VIEW_COVERAGE)
def coverage_table(request, public_id=None):
    municipality = municipality_of(request, public_id)
    day, per = day_of(request, municipality)
    cities, whose = cities_of(request, municipality, day), municipality.code if municipality else "cabang"
    if request.GET.get("berkas") == "kesenjangan":
        return coverage_files.gaps_as_csv(cities, name=f"kesenjangan-{whose}-{day}.csv")
    rows = [row.as_row() | {"municipality": city.municipality.name} for city in cities for row in city.rows()]
    if request.GET.get("berkas") == "csv":
        return coverage_files.as_csv(rows, coverage_files.COLUMNS, name=f"cakupan-{whose}-{day}.csv")
    if request.GET.get("berkas") == "xlsx":
        return coverage_files.as_workbook(cities, rows, day=day, name=f"cakupan-{whose}-{day}.xlsx")
    counted_at = min((city.counted_at for city in cities if city.counted_at), default=None)
    context = {
        "as_of": day,
        "counted_at": counted_at,
        "per": per,
        "city": municipality,
        "unit": request.GET.get("unit", ""),
    }
    page = paging.page_of(request, rows, A_PAGE)  # the table is worked out anew each time
    context |= {"rows": page.object_list, "shown": shown(page), **paging.beside(request, page)}
    return render(request, "reports/coverage_table.html", context)


def shown(page):
    """Which rows these are, where they are not all."""
    if page.paginator.num_pages == 1:
        return ""
    return _("%(first)s-%(last)s dari %(all)s baris") % {
        "first": page.start_index(), "last": page.end_index(), "all": grouped(page.paginator.count),
    }  # fmt: skip


@require_POST
@requires(Permission.PRINT_COVERAGE)
def coverage_paper(request, public_id=None):
    municipality = municipality_of(request, public_id)
    if municipality is None:
        raise Http404
    day, _per = day_of(request, municipality)
    paper, _content = coverage_papers.print_gap_list(
        municipality=municipality, day=day, unit=unit_of(request, municipality), by=request.user, at=timezone.now()
    )
    return redirect("paper_download", paper.public_id)


@require_safe
@requires(Permission.VIEW_COVERAGE)
def gap_detail(request, public_id):
    gap = get_object_or_404(gaps.of(request.municipalities), public_id=public_id)
    return show_gap(request, gap)


@require_POST
@requires(Permission.FOLLOW_UP_GAPS)
def gap_assign(request, public_id):
    gap = get_object_or_404(gaps.of(request.municipalities), public_id=public_id)
    form = OwnerForm(request.POST)
    if not form.is_valid():
        return show_gap(request, gap, owner_form=form, status=422)
    return moved(request, gap, gaps.assign, _("Penanggung jawab disimpan."), **form.cleaned_data)


@require_POST
@requires(Permission.FOLLOW_UP_GAPS)
def gap_close(request, public_id):
    gap = get_object_or_404(gaps.of(request.municipalities), public_id=public_id)
    note = request.POST.get("note", "")[:500]
    return moved(request, gap, gaps.close, _("Kesenjangan ditutup."), note=note, day=gap.municipality.today())


@require_POST
@requires(Permission.FOLLOW_UP_GAPS)
def gap_reopen(request, public_id):
    gap = get_object_or_404(gaps.of(request.municipalities), public_id=public_id)
    return moved(request, gap, gaps.reopen, _("Kesenjangan dibuka lagi."), note=request.POST.get("note", "")[:500])


def moved(request, gap, verb, done, **given):
    try:
        verb(gap=gap, by=request.user, at=timezone.now(), **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(gap)


def branch_of(request, municipality):
    """The office that counts here: the own one, for a city the one that leads there; None where nobody serves it."""
    if request.active_scope.branch:
        return request.active_scope.branch
    links = municipality.links.in_force_on(municipality.today()).order_by("-is_lead", "pk").select_related("branch")
    first = links.first()
    return first and first.branch


def show_gap(request, gap, *, owner_form=None, status=200):
    context = {
        "gap": gap,
        "active": gaps.active_in(gap, day=gap.municipality.today()),
        "missing_today": gaps.still_missing(gap, day=gap.municipality.today()),
        "as_of": gap.municipality.today(),
        "events": gap.events.select_related("by"),
        "owner_form": owner_form or OwnerForm(initial={"owner": gap.owner, "due_date": gap.due_date}),
        "close_form": CloseGapForm(auto_id="akhir_%s"),  # both forms stand on one page
        "may_follow_up": may(request.role, Permission.FOLLOW_UP_GAPS),
        "letter_url": letter_url(request, gap),
    }
    return render(request, "reports/gap_detail.html", context, status=status)


def letter_url(request, gap):
    """The letter about an open gap: to the office that the unit belongs to; a clerk writes to no office above."""
    if gap.status == gap.Status.DONE or not may(request.role, Permission.PRINT_COVERAGE):
        return ""
    address, unit = reverse("gap_letter", args=[gap.municipality.public_id]), gap.unit
    if request.active_scope.unit_id is None:
        unit = office_of(unit, {each.pk: each for each in gap.municipality.units.all()})
    return f"{address}?{urlencode({'unit': unit.public_id})}" if unit.parent_id else address


def municipality_of(request, public_id):
    """The municipality of the address, else the one the role belongs to: None is a branch, with all of its own."""
    if public_id is None:
        return request.municipality
    for municipality in request.municipalities:
        if municipality.public_id == public_id:
            return municipality
    raise Http404


def unit_of(request, municipality):
    """The unit of the address; a clerk's own where it names none, and never one that is not below it."""
    given = request.GET.get("unit") or request.POST.get("unit")
    own = municipality.units.filter(pk=request.active_scope.unit_id).first()
    if not given:
        return own
    units = municipality.units.under(own) if own else municipality.units.all()
    try:
        return get_object_or_404(units, public_id=given)
    except ValidationError as error:
        raise Http404 from error


def cause_of(request):
    """What hinders the people that are asked for; None, and a word, where the address names no such thing."""
    given = request.GET.get("sebab", "")
    if given in set(Cause):
        return Cause(given)
    if given:
        messages.warning(request, _("Sebab itu tidak dikenal. Semua orang ditampilkan."))
    return None


def day_of(request, municipality):
    """The day that was asked for and how the address writes it; today, and nothing, if it is none or yet to come."""
    today = municipality.today() if municipality else timezone.localdate()
    given = request.GET.get("per") or request.POST.get("per") or ""
    try:
        day = read_day(given) if given else today
    except ValueError:
        day = None
    if day is None or day > today:
        messages.warning(request, _("Tanggal itu tidak dikenali atau belum tiba. Dihitung per hari ini."))
        day = today
    return day, "" if day == today else day.isoformat()


def cities_of(request, municipality, day):
    """The coverage of every municipality of the branch, or of the one that is asked for, narrowed to its unit."""
    if municipality is None:
        return city_coverage.of_cities(request.municipalities, day=day)
    return [city_coverage.of_city(municipality, day=day, within=unit_of(request, municipality))]
