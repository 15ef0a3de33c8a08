"""The list of agreements. What reads enrollments stands in reports/views/agreements.py."""

from collections import Counter
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import lapses, terms
from agreements.models import Agreement
from agreements.standing import STATES, days_left_label, standing, state_of
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging


A_PAGE = 20
# What stands in the address.
ASKED = ("cari", "keadaan", "bentuk", "kota", "unit", "jenis")


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_list(request):
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    filters, agreements = narrowed(request, asked)
    found = lapses.with_lapses(agreements)
    states = {each.pk: state_of(each, day=each.municipality.today()) for each in found}
    state = asked["keadaan"] if asked["keadaan"] in STATES else ""
    page = paging.page_of(request, [each for each in found if not state or states[each.pk] == state], A_PAGE)
    with_city = request.municipality is None
    context = {
        "agreements": [
            agreement_row(agreement, with_city=with_city) | paper_urls(request, agreement) for agreement in page
        ],
        "text": asked["cari"],
        "filters": filters,
        "kept": {name: asked[name] for name in ("keadaan",) if state},
        "chips": chips(asked, Counter(states.values()), state),
        "is_narrowed": any(asked.values()),
        "may_write": may(request.role, Permission.EDIT_AGREEMENTS),
        **paging.beside(request, page),
        "shown": _("%(total)s perjanjian") % {"total": grouped(page.paginator.count)},
    }
    return render(request, "agreements/agreement_list.html", context)


def narrowed(request, asked):
    """(the filters as the page shows them, the agreements that remain): all but the state."""
    cities = request.municipalities
    filters = [choice("bentuk", _("Bentuk"), Agreement.Kind.choices, asked)]
    if len(cities) > 1:
        filters.append(choice("kota", _("Kota"), [(city.code, city.name) for city in cities], asked))
        cities = [city for city in cities if city.code == asked["kota"]] or cities
    agreements = terms.agreements_of(cities)
    if asked["bentuk"] in Agreement.Kind.values:
        agreements = agreements.filter(kind=asked["bentuk"])
    if len(cities) == 1:
        (city,) = cities
        places = {"unit": list(city.units.in_reading_order()), "jenis": list(city.categories.all())}
        for name, label in (("unit", _("Mencakup unit")), ("jenis", _("Mencakup jenis pekerja"))):
            filters.append(choice(name, label, [(str(each.public_id), each.name) for each in places[name]], asked))
        unit, category = (picked(places[name], asked[name]) for name in ("unit", "jenis"))
        if unit or category:
            agreements = terms.covering_place(agreements, unit=unit, category=category)
    return filters, terms.saying(agreements, asked["cari"]) if asked["cari"] else agreements


def picked(rows, public_id):
    return next((row for row in rows if str(row.public_id) == public_id), None)


def choice(name, label, options, asked):
    shown = [{"value": "", "label": _("Semua"), "selected": False}]
    shown += [{"value": value, "label": text, "selected": value == asked[name]} for value, text in options]
    return {"name": name, "label": label, "options": shown}


def chips(asked, counts, current):
    """The states that there are, with how many; the one that is chosen stays, if it is none any more."""
    there = [("", _("Semua"), counts.total())]
    there += [(word, label, counts[word]) for word, label in STATES.items() if counts[word] or word == current]
    return [
        {"label": f"{label} ({grouped(count)})", "url": address(asked | {"keadaan": word}), "current": word == current}
        for word, label, count in there
    ]


def address(asked):
    given = {name: value for name, value in asked.items() if value}
    return f"{reverse('agreement_list')}?{urlencode(given)}"


def paper_urls(request, agreement):
    """Where the text is printed, and, once it is agreed, what is laid on the table to be signed."""
    if not may(request.role, Permission.PRINT_AGREEMENTS):
        return {"paper_url": "", "pack_url": ""}
    own = [agreement.public_id]
    is_agreed = agreement.status in (Agreement.Status.AGREED, Agreement.Status.SIGNED)
    return {
        "paper_url": reverse("agreement_paper", args=own),
        "pack_url": reverse("agreement_pack", args=own) if is_agreed else "",
    }


def agreement_row(agreement, *, with_city):
    day = agreement.municipality.today()
    stands = standing(agreement, day=day)
    return {
        "public_id": agreement.public_id,
        "title": agreement.title,
        "kind_label": agreement.get_kind_display(),
        "pks_number": agreement.pks_number,
        "branch_number": agreement.branch_number,
        "municipality_label": str(agreement.municipality) if with_city else "",
        "start_date": agreement.start_date,
        "end_date": agreement.last_day,
        "days_left_label": days_left_label(agreement, day=day),
        "status": stands.word,
        "status_label": stands.label,
        "is_invented": agreement.is_invented,
    }
