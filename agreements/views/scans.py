"""
Scans of the signed paper: looked at, given out whole, taken away again before the signature, replaced after it.

How they come in: reports/views/agreement_signing.py, which knows how many pages were printed.
"""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import scans, terms
from agreements.forms.moves import ScanReplacementForm
from agreements.views.moves import act, speaking
from common.refusals import Refused
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.scans import storing, taking
from municipalities.views import kept_files
from municipalities.views.setting_forms import form_page


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_scan_replace(request, public_id):
    old = find_scan(request, public_id)
    form = ScanReplacementForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    said = {"day": date_format(localtime(old.at), "j F Y H.i"), "pages": old.pages}
    return act(
        request, old.agreement, form, partial(replace, old), name="replace", title=_("Ganti pindaian"),
        button=_("Ganti pindaian"), done=_("Pindaian diganti. Yang lama tetap tersimpan di halaman perjanjian."),
        text=_("Untuk pindaian yang keliru atau tidak lengkap, diunggah %(day)s (%(pages)s halaman). Yang lama tetap"
               " disimpan dengan alasannya; perjanjiannya sendiri tidak berubah.") % said,
    )  # fmt: skip


def replace(old, *, agreement, file, reason, side, by, at):
    with taking.taken(file, limits=scans.LIMITS) as scan:
        scans.replace(old=old, scan=scan, reason=reason, side=side, by=by, at=at)


def find_scan(request, public_id):
    return get_object_or_404(terms.scans_of(request.municipalities), public_id=public_id)


@require_POST
@requires(Permission.EDIT_AGREEMENTS)
def agreement_scan_drop(request, public_id):
    scan = find_scan(request, public_id)
    agreement = scan.agreement
    try:
        scans.drop(scan=scan, **speaking(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Pindaian dihapus."))
    return redirect(agreement)


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_scan(request, public_id):
    """The file itself, to be saved: whole, and as it was kept."""
    scan = find_scan(request, public_id)
    name = f"perjanjian-{scan.municipality.day_of(scan.at):%Y-%m-%d}{storing.ENDINGS[scan.media_type]}"
    return given_out(
        request, scan, lambda: storing.open_kept(scan.file.name, scan.sha256), scan.media_type, save_as=name
    )


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_scan_preview(request, public_id):
    """Its first page as a picture on the agreement's page."""
    scan = find_scan(request, public_id)
    return given_out(request, scan, lambda: storing.open_preview(scan.file.name), taking.JPEG)


def given_out(request, scan, open_file, media_type, *, save_as=""):
    try:
        file = open_file()
    except storing.ScanNotIntact as refusal:
        context = {"scan": scan, "reason": refusal}
        return render(request, "agreements/agreement_scan_missing.html", context, status=500)
    audit.record(
        "agreement.scan_opened", of=scan.agreement, by=request.user, at=timezone.now(), preview=not save_as,
        sha256=scan.sha256,
    )  # fmt: skip
    return kept_files.given_out(file, media_type, save_as=save_as)
