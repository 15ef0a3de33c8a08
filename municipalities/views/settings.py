"""The settings of a city: what is set, and the dated ones with what held, holds and will hold."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.months import next_month
from municipalities.access import requires
from municipalities.city import city_setup, periods, rule_choices
from municipalities.city.reminding import OVERDUE
from municipalities.forms import settings as forms
from municipalities.models.routines import usual_days
from municipalities.roles import Permission, may
from municipalities.trails import setting_words
from municipalities.views.setting_forms import filled_in, form_page, show_form


@dataclass(frozen=True)
class Kind:
    """One dated setting: where its rows are, its form and its words."""

    slug: str
    rows: str  # of the municipality
    form: type
    title: str
    lead: str
    new: str
    link: tuple = ()  # (name of another page of the same matter, its words)


REMINDERS_LEAD = format_lazy(
    gettext_lazy(
        "Berapa hari sebelumnya siapa yang diingatkan lewat surel. Surel dikirim sejak pukul tujuh pagi waktu kota."
        " Tagihan yang belum lunas dan klaim yang belum dibayarkan diingatkan lagi {days}, dan {last} hari sesudahnya."
        " Perjanjian diingatkan tanpa diatur pun: {usual} hari sebelumnya dan pada hari terakhir, kepada operator dan"
        " sekretariat wali kota. Kantor cabang yang melayani selalu ikut diberi tahu."
    ),
    usual=", ".join(map(str, usual_days())),
    days=", ".join(map(str, OVERDUE[:-1])),
    last=OVERDUE[-1],
)
KINDS = {
    kind.slug: kind
    for kind in (
        Kind("kop-surat", "letterheads", forms.LetterheadForm, gettext_lazy("Kop surat dan lambang"),
             gettext_lazy("Setiap cetakan memakai kop yang berlaku pada tanggal suratnya. Cetakan yang sudah disimpan"
                          " tidak berubah."), gettext_lazy("Ubah kop surat")),
        Kind("kertas", "paperformats", forms.PaperFormatForm, gettext_lazy("Kertas, huruf, dan nomor surat"),
             gettext_lazy("Menurut tata naskah dinas kota. Kartu peserta tetap berukuran kartu."),
             gettext_lazy("Ubah kertas dan huruf")),
        Kind("npp", "registrations", forms.RegistrationForm, gettext_lazy("NPP dan tingkat risiko"),
             gettext_lazy("Nomor pendaftaran kota di BPJS Ketenagakerjaan. Unit tanpa NPP sendiri ikut unit di"
                          " atasnya. Bulan yang sudah disetujui tidak berubah."),
             gettext_lazy("Tambah atau ganti NPP")),
        Kind("dasar-upah", "wagebasiss", forms.WageBasisForm, gettext_lazy("Dasar upah"),
             gettext_lazy("Dari mana iuran pekerja penerima upah dihitung."), gettext_lazy("Ubah dasar upah")),
        Kind("upah-minimum", "minimumwages", forms.MinimumWageForm, gettext_lazy("Upah minimum"),
             gettext_lazy("Upah di bawah angka ini ditandai saat roster diperiksa. Keputusan tahun depan dapat"
                          " dimasukkan sekarang."), gettext_lazy("Masukkan upah minimum baru")),
        Kind("ketentuan", "rulechoices", forms.RuleChoiceForm, gettext_lazy("Ketentuan yang belum pasti"),
             gettext_lazy("Jawaban kota berlaku mulai bulan yang dipilih. Bulan yang sudah disetujui tidak berubah."),
             gettext_lazy("Catat jawaban kota")),
        Kind("buka-iuran", "runopenings", forms.RunOpeningForm, gettext_lazy("Tanggal pembukaan iuran"),
             gettext_lazy("Sejak tanggal ini iuran bulan itu dibuka sendiri dan menjadi tugas operator. Orang tetap"
                          " dapat membukanya lebih dulu; yang dibatalkan tidak dibuka lagi."),
             gettext_lazy("Tetapkan tanggalnya")),
        Kind("pembagian-tagihan", "billdivisions", forms.BillDivisionForm, gettext_lazy("Pembagian tagihan"),
             gettext_lazy("Berlaku untuk iuran bulan-bulan sejak tanggal ini, saat tagihannya dibuat. Tagihan yang"
                          " sudah ada tidak berubah."), gettext_lazy("Ubah pembagian tagihan")),
        Kind("pejabat", "officials", forms.OfficialForm, gettext_lazy("Pejabat penanda tangan"),
             gettext_lazy("Cetakan memakai pejabat yang memegang jabatan pada tanggal suratnya."),
             gettext_lazy("Tambah pejabat")),
        Kind("pengingat", "reminderplans", forms.ReminderPlanForm, gettext_lazy("Pengingat"),
             REMINDERS_LEAD, gettext_lazy("Tambah atau ubah pengingat")),
        Kind("masa-simpan", "retentionperiods", forms.RetentionPeriodForm, gettext_lazy("Masa simpan data"),
             gettext_lazy("Berapa tahun data disimpan. Penghapusan pekerja, berkas roster, dan cetakan baru berjalan"
                          " setelah dinyalakan di halaman Masa simpan pada Data pribadi. Klaim belum dihapus."),
             gettext_lazy("Tetapkan masa simpan"), link=("retention", gettext_lazy("Lihat dan nyalakan penghapusan"))),
    )
}  # fmt: skip


OWN_LISTS = {"pejabat": "office_list", "ketentuan": "rule_list"}


@require_safe
@requires(Permission.VIEW_SETTINGS)
def settings(request):
    """The summary of everything, and what a fresh city still lacks."""
    found = city_setup.items(request.municipality)
    context = {
        "groups": [{"title": title, "items": list(those)} for title, those in groupby(found, key=lambda i: i.group)],
        "missing": [item for item in found if item.state == city_setup.MISSING],
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/settings.html", context)


def kind_of(slug):
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def rows_of(request, kind):
    return getattr(request.municipality, kind.rows).select_related("municipality", *kind.form.related)


def entry_of(request, kind, public_id):
    return get_object_or_404(rows_of(request, kind), public_id=public_id)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def setting_list(request, kind):
    kind = kind_of(kind)
    if kind.slug in OWN_LISTS:
        return redirect(OWN_LISTS[kind.slug])
    today = request.municipality.today()
    shown = [setting_words.shown(entry, today) for entry in rows_of(request, kind)]
    context = {
        "kind": kind,
        "link": link_of(kind, request.role),
        "current": [each for each in shown if each["is_now"]],
        "ahead": [each for each in shown if each["is_ahead"]],
        "over": [each for each in reversed(shown) if not (each["is_now"] or each["is_ahead"])],
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/setting_list.html", context)


def link_of(kind, role):
    """The other page, for whoever may open it."""
    if not kind.link or not may(role, Permission.CHANGE_SETTINGS):
        return None
    name, label = kind.link
    return {"url": reverse(name), "label": label}


@form_page
@requires(Permission.CHANGE_SETTINGS)
def setting_new(request, kind):
    return begin(request, kind_of(kind))


def begin(request, kind, *, form=None, verb=periods.begin, given=None):
    """
    Begins with what holds today, so that a change touches only what changes.

    :param form: in place of the kind's own, with its `verb` and what it takes of the form
    """
    make = form or kind.form
    city = request.municipality
    model = kind.form._meta.model
    words = {"title": kind.new, "lead": kind.lead, "button": _("Simpan"), "back": list_url(kind)}
    if request.method != "POST":
        first = {"start_date": city.today()} | starting_values(request, kind)
        return show_form(request, make(municipality=city, initial=first), **words)
    form = make(request.POST, request.FILES, municipality=city, instance=model(municipality=city))
    done = partial(said, _("Disimpan: %(period)s."))
    return filled_in(request, form, verb, done, words, given=given or as_entry)


def as_entry(form):
    return {"entry": form.instance, "reason": form.cleaned_data["reason"]}


def starting_values(request, kind):
    """What holds today, of the one that is to be followed; nothing where several stand side by side."""
    city, chosen = request.municipality, request.GET.get("dari", "")
    rows = rows_of(request, kind).in_force_on(city.today())
    if kind.slug == "pejabat":
        return {"office": chosen}
    if kind.slug == "ketentuan":
        row = next((row for row in rows_of(request, kind) if str(row.public_id) == chosen), None)
        values = {name: getattr(row, name) for name in ("rule", "value", "source", "decided_by")} if row else {}
        return {"rule": chosen, "start_date": next_month(city.today())} | values
    found = next((row for row in rows if str(row.public_id) == chosen), None)
    if found is None and not kind.form._meta.model.SAME:
        found = rows.first()
    if found is None:
        return {}
    names = (*kind.form.related, *kind.form._meta.fields)
    values = {name: getattr(found, name) for name in names if name != "start_date"}
    return {name: getattr(value, "public_id", value) for name, value in values.items()}


@form_page
@requires(Permission.CHANGE_SETTINGS)
def setting_correct(request, kind, public_id):
    return correct(request, kind_of(kind), public_id)


def correct(request, kind, public_id, *, form=None, verb=periods.correct, given=None):
    """:param form: in place of the kind's own, as in `begin`"""
    make = form or kind.form
    entry = entry_of(request, kind, public_id)
    city = request.municipality
    words = {
        "title": _("Ubah yang akan datang"), "lead": setting_words.period(entry), "button": _("Simpan"),
        "back": list_url(kind),
    }  # fmt: skip
    if entry.start_date <= city.today():
        messages.error(request, _("Ini sudah berlaku, jadi tidak diubah. Akhiri atau masukkan yang baru."))
        return redirect(list_url(kind))
    related = {name: getattr(getattr(entry, name), "public_id", None) for name in kind.form.related}
    about = {"municipality": city, "instance": entry, "initial": related}
    if request.method != "POST":
        return show_form(request, make(**about), **words)
    form = make(request.POST, request.FILES, **about)
    done = partial(said, _("Diubah: %(period)s."))
    return filled_in(request, form, verb, done, words, given=given or as_values, entry=entry)


def as_values(form):
    return {"values": form.entered, "reason": form.cleaned_data["reason"]}


@form_page
@requires(Permission.CHANGE_SETTINGS)
def setting_end(request, kind, public_id):
    kind = kind_of(kind)
    entry = entry_of(request, kind, public_id)
    words = {
        "title": _("Akhiri"), "button": _("Akhiri"), "back": list_url(kind),
        "lead": _("Sesudah hari terakhir tidak ada yang berlaku, sampai yang baru dimasukkan."),
        "facts": setting_words.facts(entry),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.EndForm(initial={"end_date": request.municipality.today()}), **words)
    form = forms.EndForm(request.POST)
    return filled_in(request, form, periods.end, _("Akhir masa berlaku dicatat."), words, entry=entry)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def setting_withdraw(request, kind, public_id):
    kind = kind_of(kind)
    entry = entry_of(request, kind, public_id)
    words = {
        "title": _("Batalkan yang akan datang"), "button": _("Batalkan"), "back": list_url(kind),
        "lead": _("Yang berlaku sekarang tetap berlaku seperti tanpa perubahan ini."),
        "facts": setting_words.facts(entry),
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, forms.ReasonForm(), **words)
    form = forms.ReasonForm(request.POST)
    return filled_in(request, form, periods.withdraw, _("Perubahan yang akan datang dibatalkan."), words, entry=entry)


@require_safe
@requires(Permission.VIEW_SETTINGS)
def emblem(request, public_id):
    """The picture of a letterhead, as it is printed."""
    letterhead = get_object_or_404(request.municipality.letterheads, public_id=public_id)
    if not letterhead.emblem:
        raise Http404
    return HttpResponse(bytes(letterhead.emblem), content_type="image/png")


def said(sentence, entry):
    return sentence % {"period": setting_words.period(entry)}


def list_url(kind):
    own = OWN_LISTS.get(kind.slug)
    return reverse(own) if own else reverse("setting_list", args=[kind.slug])


@require_safe
@requires(Permission.VIEW_SETTINGS)
def rule_list(request):
    """The rules of which the law is not sure, what holds without an answer, and what the city has answered."""
    city, today = request.municipality, request.municipality.today()
    context = {
        "rules": [
            {"rule": each, "entries": [setting_words.shown(row, today) for row in each.rows]}
            for each in rule_choices.shown(city, day=today)
        ],
        "may_change": may(request.role, Permission.CHANGE_SETTINGS),
    }
    return render(request, "municipalities/rule_list.html", context)
