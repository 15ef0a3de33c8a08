"""Offices and their holders, kinds of workers, holidays, the zone, and the rates of the law."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.city import categories, city_setup, holidays, law_in_force, officials, time_zones
from municipalities.forms import settings as forms
from municipalities.roles import Permission, may
from municipalities.trails import setting_words
from municipalities.views.setting_forms import filled_in, form_page, show_form


@require_safe
@requires(Permission.VIEW_SETTINGS)
def office_list(request):
    """Each office with who holds it, who comes next, and who held it."""
    city = request.municipality
    today = city.today()
    held, signing = {}, city_setup.of_officials(city, today)
    for official in city.officials.select_related("office").order_by("start_date"):
        held.setdefault(official.office_id, []).append(official)
    context = {
        "offices": [
            {"office": office, "people": [setting_words.shown(each, today) for each in held.get(office.pk, [])]}
            for office in city.offices.all()
        ],
        "lacking": [signing] if signing.state == city_setup.MISSING else [],
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }  # fmt: skip
    return render(request, "municipalities/office_list.html", context)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def office_new(request):
    words = {
        "title": _("Tambah jabatan"), "button": _("Simpan"), "back": reverse("office_list"),
        "lead": _("Tugas tanda tangan menentukan cetakan mana yang ditandatangani pemegang jabatan ini."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.OfficeForm(), **words)
    form = forms.OfficeForm(request.POST)
    return filled_in(
        request, form, officials.add_office, _("Jabatan ditambahkan."), words, municipality=request.municipality
    )


@form_page
@requires(Permission.CHANGE_SETTINGS)
def office_edit(request, public_id):
    office = get_object_or_404(request.municipality.offices, public_id=public_id)
    words = {
        "title": _("Ubah jabatan"), "button": _("Simpan"), "back": reverse("office_list"),
        "lead": _("Berlaku untuk surat mulai hari ini. Cetakan yang sudah disimpan tidak berubah."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.OfficeForm(instance=office), **words)
    form = forms.OfficeForm(request.POST, instance=office)
    return filled_in(request, form, officials.change_office, _("Jabatan diubah."), words, office=office)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def category_list(request):
    context = {
        "categories": request.municipality.categories.all(),
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/category_list.html", context)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def category_new(request):
    words = {
        "title": _("Tambah jenis pekerja"), "button": _("Simpan"), "back": reverse("category_list"),
        "lead": _("Pendaftaran baru dari jenis ini dimulai dengan nilai di bawah."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.CategoryForm(), **words)
    form = forms.CategoryForm(request.POST)
    return filled_in(
        request, form, categories.add, _("Jenis pekerja ditambahkan."), words, municipality=request.municipality
    )


@form_page
@requires(Permission.CHANGE_SETTINGS)
def category_edit(request, public_id):
    category = get_object_or_404(request.municipality.categories, public_id=public_id)
    words = {
        "title": _("Ubah jenis pekerja"), "button": _("Simpan"), "back": reverse("category_list"),
        "lead": _("Berlaku untuk pendaftaran mulai hari ini. Pekerja yang sudah terdaftar tidak berubah."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.CategoryForm(instance=category), **words)
    form = forms.CategoryForm(request.POST, instance=category)
    return filled_in(request, form, categories.change, _("Jenis pekerja diubah."), words, category=category)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def holiday_list(request):
    city = request.municipality
    today = city.today()
    years = [
        {"year": year, "days": list(days)}
        for year, days in groupby(city.holidays.filter(day__year__gte=today.year), key=lambda each: each.day.year)
    ]
    listed = {each["year"] for each in years}
    context = {
        "years": years,
        "known": [year for year in holidays.known_years(today.year) if year not in listed],
        "today": today,
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/holiday_list.html", context)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def holiday_new(request):
    words = {
        "title": _("Tambah hari libur"), "button": _("Simpan"), "back": reverse("holiday_list"),
        "lead": _("Jatuh tempo yang jatuh pada hari libur bergeser ke hari kerja berikutnya."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.HolidayForm(), **words)
    form = forms.HolidayForm(request.POST)
    return filled_in(
        request, form, holidays.add, _("Hari libur ditambahkan."), words, municipality=request.municipality
    )


@form_page
@requires(Permission.CHANGE_SETTINGS)
def holiday_remove(request, public_id):
    holiday = get_object_or_404(request.municipality.holidays, public_id=public_id)
    words = {
        "title": _("Hapus hari libur"), "button": _("Hapus"), "back": reverse("holiday_list"), "careful": True,
        "lead": f"{holiday.name}, {setting_words.day(holiday.day)}.",
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.ReasonForm(), **words)
    form = forms.ReasonForm(request.POST)
    return filled_in(request, form, holidays.remove, _("Hari libur dihapus."), words, holiday=holiday)


@require_POST
@requires(Permission.CHANGE_SETTINGS)
def holiday_take_over(request, year):
    try:
        days = holidays.take_over(municipality=request.municipality, year=year, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(days)s hari libur dimasukkan dari keputusan bersama.") % {"days": days})
    return redirect("holiday_list")


@require_safe
@requires(Permission.VIEW_SETTINGS)
def time_zone(request):
    city = request.municipality
    context = {
        "zone": time_zones.ZONES.get(city.timezone, city.timezone),
        "city": city,
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/time_zone.html", context)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def time_zone_change(request):
    city = request.municipality
    words = {
        "title": _("Ubah zona waktu"), "button": _("Simpan"), "back": reverse("time_zone"),
        "lead": _("Berlaku sekarang juga. Tanggal yang sudah tercatat tidak berubah."),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.ZoneForm(initial={"zone": city.timezone}), **words)
    form = forms.ZoneForm(request.POST)
    return filled_in(request, form, time_zones.change, _("Zona waktu diubah."), words, municipality=city)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def rates(request):
    """The rates of the law today, each with its source; nobody changes them here."""
    day = request.municipality.today()
    return render(request, "municipalities/rates.html", {"groups": law_in_force.rates(day), "day": day})
