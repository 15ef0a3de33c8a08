"""Merging and closing units: what would happen, what stands against it, and doing it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions import unit_closing, unit_merges
from municipalities.access import requires
from municipalities.forms.settings import EndForm, ReasonForm
from municipalities.forms.units import MergeForm
from municipalities.roles import Permission
from municipalities.views.setting_forms import filled_in, form_page, show_form, unit_of


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_merge(request, public_id):
    """Twice the same form: first it shows what follows and what blocks, then it is confirmed."""
    unit = unit_of(request, public_id)
    given = {"municipality": request.municipality, "without": unit}
    if request.method != "POST":
        return show_merge(request, unit, MergeForm(**given))
    form = MergeForm(request.POST, **given)
    if not form.is_valid():
        return show_merge(request, unit, form, status=422)
    target = form.cleaned_data["target"]
    if "confirmed" not in request.POST:
        day = request.municipality.today()
        try:
            unit_merges.refuse_places(unit, target, timezone.now())
        except Refused as refusal:
            form.add_error("target", str(refusal))
            return show_merge(request, unit, form, status=422)
        return show_merge(request, unit, form, target=target, blocking=unit_merges.blocking(unit, target, day))
    try:
        unit_merges.merge(unit=unit, by=request.user, at=timezone.now(), **form.cleaned_data)
    except unit_merges.MergeBlocked as refusal:
        return show_merge(request, unit, form, target=target, blocking=refusal.reasons, status=422)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_merge(request, unit, form, status=422)
    messages.success(request, _("%(unit)s digabung ke %(target)s.") % {"unit": unit.name, "target": target.name})
    return redirect("unit_detail", target.public_id)


def show_merge(request, unit, form, *, target=None, blocking=(), status=200):
    today = request.municipality.today()
    context = {
        "unit": unit,
        "form": form,
        "target": target,
        "blocking": list(blocking),
        "children": unit.children.open_on(today),
        "people": unit_merges.people_moving(unit, today) if target and not blocking else 0,
        "clerks": unit.scopes.in_force_on(today).select_related("user"),
    }
    return render(request, "contributions/unit_merge.html", context, status=status)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_unmerge(request, public_id):
    merge = get_object_or_404(
        request.municipality.unitmerges.select_related("unit", "target", "municipality"), public_id=public_id
    )
    unit, target = merge.unit, merge.target
    words = {
        "title": _("Batalkan penggabungan"), "button": _("Batalkan penggabungan"), "careful": True,
        "back": reverse("unit_detail", args=[unit.public_id]),
        "lead": _("%(unit)s dipisahkan lagi dari %(target)s. Yang ikut pindah dan masih di sana kembali; bulan yang"
                  " sudah disetujui tidak berubah.") % {"unit": unit.name, "target": target.name},
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, ReasonForm(), **words)
    done = _("Penggabungan dibatalkan; %(unit)s dibuka lagi.") % {"unit": unit.name}
    return filled_in(request, ReasonForm(request.POST), unit_merges.undo, done, words, merge=merge)


@form_page
@requires(Permission.CHANGE_SETTINGS)
def unit_close(request, public_id):
    unit = unit_of(request, public_id)
    words = {
        "title": _("Tutup unit"), "button": _("Tutup unit"), "careful": True,
        "back": reverse("unit_detail", args=[unit.public_id]),
        "lead": _("%(unit)s tidak dapat dipilih lagi sesudah hari terakhirnya. Yang sudah tercatat tetap tersimpan.")
        % {"unit": unit.name},
    }  # fmt: skip
    if request.method != "POST":
        return show_form(request, EndForm(initial={"end_date": request.municipality.today()}), **words)
    done = _("%(unit)s ditutup.") % {"unit": unit.name}
    return filled_in(request, EndForm(request.POST), unit_closing.close, done, words, unit=unit)
