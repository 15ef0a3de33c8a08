"""The units of a city: the tree, one unit, and adding, renaming and moving."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipalities.access import requires
from municipalities.city import units
from municipalities.forms.units import MoveForm, NewUnitForm, RenameForm
from municipalities.reading_order import ReadingOrder
from municipalities.roles import Permission, may
from municipalities.views.setting_forms import filled_in, form_page, show_form, unit_of


@require_safe
@requires(Permission.VIEW_SETTINGS)
def unit_list(request):
    """The tree; with a word only what bears it. Workers are not counted here: an administrator sees none."""
    city = request.municipality
    words = request.GET.get("cari", "").strip()[:100]
    today = city.today()
    closed = city.units.filter(end_date__lt=today)
    context = {
        "tree": units.tree(city, today, words=words),
        "words": words,
        "closed": closed.select_related("merged_into").order_by("-end_date", ReadingOrder("name")),
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/unit_list.html", context)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def unit_detail(request, public_id):
    unit = unit_of(request, public_id)
    today = request.municipality.today()
    context = {
        "unit": unit,
        "is_open": unit.end_date is None or unit.end_date >= today,
        "children": unit.children.open_on(today),
        "names": unit.names.all(),
        "merges": unit.absorbed.filter(undone_at=None).select_related("unit", "by"),
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
        "may_send": may(request.role, Permission.UPLOAD_ROSTER),
    }
    return render(request, "municipalities/unit_detail.html", context)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_new(request):
    city = request.municipality
    words = {
        "title": _("Tambah unit"), "button": _("Simpan"), "back": reverse("unit_list"),
        "lead": _("Unit baru dapat langsung dipakai di roster dengan namanya."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(
            request, NewUnitForm(municipality=city, initial={"parent": request.GET.get("di", "")}), **words
        )
    form = NewUnitForm(request.POST, municipality=city)
    return filled_in(request, form, units.add, _("Unit ditambahkan."), words, municipality=city)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_rename(request, public_id):
    unit = unit_of(request, public_id)
    words = {
        "title": _("Ganti nama unit"), "button": _("Ganti nama"), "back": unit_url(unit),
        "lead": _("%(name)s. Nama baru berlaku mulai hari ini. Cetakan, tagihan, dan jejak yang sudah ada tetap"
                  " memakai nama lama; roster boleh masih menyebutnya.") % {"name": unit.name},
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, RenameForm(initial={"name": unit.name}), **words)
    form = RenameForm(request.POST)
    return filled_in(request, form, units.rename, _("Nama unit diganti."), words, unit=unit)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_move(request, public_id):
    unit = unit_of(request, public_id)
    given = {"municipality": request.municipality, "without": unit}
    words = {
        "title": _("Pindahkan unit"), "button": _("Pindahkan"), "back": unit_url(unit),
        "lead": _("%(name)s dengan semua unit di bawahnya pindah mulai hari ini. Petugas unit di atasnya yang baru"
                  " ikut melihatnya. Bulan yang sudah disetujui tidak berubah.") % {"name": unit.name},
    }  # fmt: skip
    if request.method != "POST":
        parent = unit.parent.public_id if unit.parent else None
        return show_form(request, MoveForm(initial={"parent": parent}, **given), **words)
    form = MoveForm(request.POST, **given)
    return filled_in(request, form, units.move, _("Unit dipindahkan."), words, unit=unit)


def unit_url(unit):
    return reverse("unit_detail", args=[unit.public_id])
