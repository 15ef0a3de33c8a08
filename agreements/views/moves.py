"""
An agreement from hand to hand: put on the table, answered, agreed, stamped. Signed and ended: reports/views.

Each act has an address of its own. What was typed and does not fit is shown there again with the sentence why; what
came of it stands on the agreement's page (reports/views/agreements.py).
"""

from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import drafts, next_steps, signatures, signing, terms
from agreements.forms.moves import AgreeForm, NoteForm, RemarkForm, StampForm
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page


def find(request, public_id):
    """Of the own cities; what is no address at all is not found either."""
    agreements = terms.agreements_of(request.municipalities).select_related("branch", "renews", "amends")
    try:
        return get_object_or_404(agreements, public_id=public_id)
    except ValidationError as error:
        raise Http404 from error


def steps_of(request, agreement):
    day = agreement.municipality.today()
    return next_steps.steps(agreement, role=request.role, by=request.user, day=day)


def speaking(request):
    """Who says so, for which side, when: what every verb here asks for."""
    return {"side": signing.side_of(request.role), "by": request.user, "at": timezone.now()}


def sent(request):
    return request.POST if request.method == "POST" else None


def act(request, agreement, form, verb, *, name, done, **words):
    """
    The page of one act: asked for, it shows its form; sent, it does the act and leads back to the agreement.

    :param form: bound where it was sent
    :param verb: called with what was filled in
    :param name: of the act in next_steps; one that is not open any more is not offered
    :param words: title, button, text and whatever else the page shows
    """
    if not form.is_bound and name not in steps_of(request, agreement).can:
        return not_now(request, agreement)
    if form.is_bound and form.is_valid():
        try:
            verb(agreement=agreement, **form.cleaned_data, **speaking(request))
        except Refused as refusal:
            field = refusal.detail.get("field")
            form.add_error(field if field in form.fields else None, str(refusal))
            agreement.refresh_from_db()
        else:
            messages.success(request, done(agreement) if callable(done) else done)
            return redirect(agreement)
    return show(request, agreement, form, **words)


def show(request, agreement, form, *, title, button, text="", careful=False, link=None):
    """:param link: (address, words) of a page to be read before"""
    context = {
        "agreement": agreement, "form": form, "title": title, "button": button, "text": text, "careful": careful,
        "link": link,
    }  # fmt: skip
    return render(request, "agreements/agreement_act.html", context, status=422 if form.is_bound else 200)


def not_now(request, agreement):
    said = {"now": agreement.get_status_display()}
    messages.warning(request, _("Langkah itu tidak terbuka lagi: naskah ini sekarang %(now)s.") % said)
    return redirect(agreement)


@require_POST
@requires(Permission.EDIT_AGREEMENTS)
def agreement_submit(request, public_id):
    agreement = find(request, public_id)
    try:
        signing.submit(agreement=agreement, **speaking(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Naskah diajukan. Pihak lain sekarang dapat membacanya."))
    return redirect(agreement)


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_take_back(request, public_id):
    return act(
        request, find(request, public_id), NoteForm(sent(request)), signing.take_back, name="take_back",
        title=_("Tarik kembali naskah"), button=_("Tarik kembali"),
        text=_("Naskah menjadi konsep lagi. Pihak lain tidak melihatnya sampai diajukan lagi; catatan dan versinya"
               " tetap tersimpan."),
        done=_("Naskah menjadi konsep lagi."),
    )  # fmt: skip


@form_page
@requires(Permission.DISCUSS_AGREEMENTS)
def agreement_remark(request, public_id):
    return act(
        request, find(request, public_id), RemarkForm(sent(request)), remark_once, name="remark",
        title=_("Tulis catatan atas naskah"), button=_("Kirim catatan"),
        text=_("Catatan tidak mengubah naskah. Untuk mengusulkan kalimat lain langsung di naskahnya, ubah naskahnya."),
        done=_("Catatan terkirim."),
    )  # fmt: skip


def remark_once(**given):
    """The second click of two leads where the first one did."""
    with suppress(signing.SaidAlready):
        signing.remark(**given)


@form_page
@requires(Permission.AGREE_AGREEMENTS)
def agreement_agree(request, public_id):
    agreement = find(request, public_id)
    steps = steps_of(request, agreement)
    number = steps.version.number if steps.version else 0
    form = AgreeForm(sent(request), initial={"version": number})
    words = {
        "title": _("Setujui versi %(number)s") % {"number": number},
        "button": _("Setujui versi %(number)s") % {"number": number},
        "text": _("Sesudah disetujui, naskah tidak dapat diubah lagi, lalu dicetak untuk ditandatangani kedua pihak."),
        "link": changes_before(agreement, steps, form),
    }  # fmt: skip
    done = _("Naskah disepakati. Cetak, lalu mintakan tanda tangan.")
    return act(request, agreement, form, partial(agree_to, form), name="agree", done=done, **words)


def agree_to(form, **given):
    """After the text was changed under somebody's hands the form names the new version, beside what is new in it."""
    try:
        signing.agree(**given)
    except drafts.TextChanged as refusal:
        form.names(refusal.detail["now"])
        raise


def changes_before(agreement, steps, form):
    """Where to read what is new: since the version that was read, else since the last one the own side knows."""
    read = form["version"].value() if form.is_bound else ""
    known = next_steps.last_known_to(agreement, steps.side)
    older = str(read) if str(read).isdecimal() else str(known.number) if known else ""
    if steps.version is None or not older or older == str(steps.version.number):
        return None
    newer = steps.version.number
    address = reverse("agreement_difference", args=[agreement.public_id])
    words = _("Baca dulu apa yang berubah dari versi %(older)s ke versi %(newer)s")
    return f"{address}?dari={older}&ke={newer}", words % {"older": older, "newer": newer}


@form_page
@requires(Permission.DISCUSS_AGREEMENTS)
def agreement_reopen(request, public_id):
    return act(
        request, find(request, public_id), NoteForm(sent(request)), signing.reopen, name="reopen",
        title=_("Buka pembahasan lagi"), button=_("Buka pembahasan"), careful=True,
        text=_("Naskah dapat diubah lagi dan harus disetujui lagi. Catatan tanda tangan kedua pihak dan pindaian yang"
               " sudah diunggah dihapus, sebab bukan lagi milik naskah yang baru."),
        done=_("Pembahasan dibuka lagi."),
    )  # fmt: skip


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_stamp(request, public_id):
    agreement = find(request, public_id)
    form = StampForm(sent(request), copies=agreement.copies.all())
    return act(
        request, agreement, form, partial(stamp_changed, form), name="stamp",
        title=_("Nomor seri e-meterai"), button=_("Simpan nomor seri"),
        text=_("Satu nomor seri untuk tiap naskah asli (UU 10/2020). Kosongkan bila salah ditulis."),
        done=_("Nomor seri disimpan."),
    )  # fmt: skip


@transaction.atomic
def stamp_changed(form, *, agreement, side, by, at, **_serials):
    for copy, serial in form.changed:
        signatures.stamp(copy=copy, stamp_serial=serial, side=side, by=by, at=at)
