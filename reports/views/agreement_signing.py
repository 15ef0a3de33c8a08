"""The paper of an agreement comes back signed: recorded, scanned, and held against the text that was printed."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import scans, signatures, terms
from agreements.forms.moves import SignatureForm, SignedScanForm
from agreements.models import Agreement, Side
from agreements.views.moves import act, find, sent, speaking
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.scans import taking
from municipalities.views.setting_forms import form_page
from reports import agreement_papers


Status = Agreement.Status


@form_page
@requires(Permission.SIGN_AGREEMENTS)
def agreement_sign(request, public_id):
    agreement = find(request, public_id)
    day = agreement.signing_date or terms.quoted_day(agreement)
    recorded = {"signing_date": day, "signing_place": agreement.signing_place}
    form = SignatureForm(sent(request), initial=recorded)
    said = [_("Catat setelah naskah benar-benar ditandatangani di atas kertas atau secara elektronik.")]
    if agreement.signing_date:
        said.append(_("Pihak lain sudah mencatat tanda tangannya; hari dan tempatnya sudah diisikan."))
    printed = printed_for(request, agreement, more_signatures=1)
    if is_last(agreement, more_signatures=1) and agreement.scans.exists() and scans.pages_of(agreement) not in printed:
        said.append(agreement_papers.question(agreement, printed))
    return act(
        request, agreement, form, partial(signatures.record, printed=printed), name="sign", text=" ".join(said),
        title=_("Catat tanda tangan pihak kami"), button=_("Catat tanda tangan"), done=after_signature,
    )  # fmt: skip


def printed_for(request, agreement, *, more_signatures=0):
    """
    How many pages the printed text may have, where this act could bring it into force.

    What is sent is always asked: the other side may record its signature at the same moment.
    """
    if agreement.status == Status.AGREED and (request.method == "POST" or is_last(agreement, more_signatures)):
        return agreement_papers.printed_pages(agreement)
    return ()


def is_last(agreement, more_signatures):
    return agreement.status == Status.AGREED and agreement.signatures.count() + more_signatures >= len(Side)


def after_signature(agreement):
    if agreement.status == Status.SIGNED:
        return _("Tanda tangan dicatat. Perjanjian sudah ditandatangani kedua pihak.")
    if agreement.signatures.count() < len(Side):
        return _("Tanda tangan dicatat. Menunggu pihak lain mencatat tanda tangannya.")
    if agreement.scans.exists():
        return _("Tanda tangan kedua pihak dicatat. Periksa dulu apakah pindaiannya lengkap.")
    return _("Tanda tangan kedua pihak dicatat. Unggah pindaiannya agar perjanjian berlaku.")


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_scan_add(request, public_id):
    agreement = find(request, public_id)
    form = SignedScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    return act(
        request, agreement, form, partial(keep, printed=printed_for(request, agreement)), name="scan",
        title=_("Unggah pindaian"), button=_("Unggah"), done=after_scan,
        text=_("Naskah lengkap yang sudah ditandatangani kedua pihak, sebaiknya satu berkas PDF. Bila difoto halaman"
               " demi halaman, unggah satu per satu; semuanya dihitung bersama. Kedua pihak dapat membukanya."
               " Perjanjian berlaku begitu kedua pihak mencatat tanda tangannya dan pindaiannya lengkap."),
    )  # fmt: skip


def keep(*, agreement, file, side, by, at, printed):
    with taking.taken(file, limits=scans.LIMITS) as scan:
        scans.keep(agreement=agreement, scan=scan, side=side, by=by, at=at, printed=printed)


def after_scan(agreement):
    if agreement.status == Status.SIGNED:
        return _("Pindaian disimpan. Perjanjian sudah ditandatangani kedua pihak.")
    return _("Pindaian disimpan.")


@require_POST
@requires(Permission.EDIT_AGREEMENTS)
def agreement_scan_complete(request, public_id):
    agreement = find(request, public_id)
    try:
        scans.declare_complete(agreement=agreement, **speaking(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Pindaian dinyatakan lengkap. Perjanjian sudah ditandatangani kedua pihak."))
    return redirect(agreement)
