"""Writing a circular: the draft, handing it in, issuing, giving back, withdrawing. What it came to: reports/views."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import circular_drafts, circulars, citations, terms
from agreements.forms.circulars import CircularForm, ReasonForm, WithdrawForm, initial_of
from common.refusals import Refused
from municipalities import submissions
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page


WRONG = {
    **{"NUMBER_TAKEN": "number", "OLD_PREDECESSOR": "date", "BASIS_THERE": "basis_code"},
    **{"INCOMPLETE": "note", "TOO_EARLY_AN_END": "ended_date"},
}
FROM_NOTHING = {"closing": "Demikian surat edaran ini disampaikan untuk dilaksanakan."}


@form_page
@requires(Permission.WRITE_CIRCULARS)
def circular_new(request):
    """Empty, in place of a circular that holds (`ganti`), or beginning with the text of another (`salin`)."""
    city = request.municipality
    if request.method != "POST":
        form = CircularForm(municipality=city, initial=first_text(request))
        return show(request, form)
    form = CircularForm(request.POST, municipality=city)
    if form.wants_copy:
        return show_copied(request, form)
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        address = begin(request, form)
    except Refused as refusal:
        return refuse(request, form, refusal)
    return redirect(address)


def first_text(request):
    model = request.GET.get("ganti") or request.GET.get("salin")
    if not model:
        return FROM_NOTHING
    form = CircularForm(municipality=request.municipality)
    other = find(request, model)
    text = initial_of(other, officials=form.officials)
    if request.GET.get("ganti"):
        if other.status != other.Status.ISSUED:
            raise Http404
        text["supersedes"] = str(other.public_id)
    return text


@transaction.atomic  # a refusal takes the key of the form back, and the new basis with it
def begin(request, form):
    """The address of the draft: of the first, where this form came before."""
    at = timezone.now()
    sent = submissions.claim(
        municipality=request.municipality, by=request.user, key=form.cleaned_data["idempotency_key"],
        content_hash=submissions.hash_of_form(form.data), at=at,
    )  # fmt: skip
    if not sent.answer:
        taken = with_new_basis(request, form, at)
        circular = circular_drafts.begin(
            municipality=request.municipality,
            supersedes=form.cleaned_data["supersedes"],
            by=request.user,
            at=at,
            **taken,
        )
        submissions.answered(sent, circular.get_absolute_url())
        messages.success(request, _("Konsep disimpan. Periksa isinya di bawah, lalu ajukan."))
    return sent.answer


def with_new_basis(request, form, at):
    taken = form.taken
    if new := form.new_basis:
        basis = citations.add_basis(municipality=request.municipality, by=request.user, at=at, **new)
        taken["bases"] = [*(each for each in taken["bases"] if each != basis), basis]
    return taken


@form_page
@requires(Permission.WRITE_CIRCULARS)
def circular_edit(request, public_id):
    circular = find(request, public_id)
    given = {"municipality": request.municipality, "circular": circular}
    try:
        circular_drafts.refuse_fixed(circular, request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(circular)
    if request.method != "POST":
        form = CircularForm(**given, initial=text_of_draft(circular, CircularForm(**given).officials))
        return show(request, form, circular=circular)
    form = CircularForm(request.POST, **given)
    if form.wants_copy:
        return show_copied(request, form, circular=circular)
    if not form.is_valid():
        return show(request, form, circular=circular, status=422)
    try:
        rewrite(request, form, circular)
    except Refused as refusal:
        return refuse(request, form, refusal, circular=circular)
    messages.success(request, _("Konsep disimpan. Periksa isinya di bawah, lalu ajukan."))
    return redirect(circular)


def text_of_draft(circular, officials):
    older = circular.supersedes
    return initial_of(circular, officials=officials) | {
        "number": circular.number, "date": circular.date, "supersedes": str(older.public_id) if older else "",
    }  # fmt: skip


@transaction.atomic
def rewrite(request, form, circular):
    at = timezone.now()
    circular_drafts.change(
        circular=circular, supersedes=form.cleaned_data["supersedes"], by=request.user, at=at,
        **with_new_basis(request, form, at),
    )  # fmt: skip


def refuse(request, form, refusal, **more):
    form.add_error(WRONG.get(refusal.code), str(refusal))
    return show(request, form, status=422, **more)


def show(request, form, *, circular=None, status=200):
    return render(request, "agreements/circular_form.html", {"form": form, "circular": circular}, status=status)


def show_copied(request, form, **more):
    if form["supersedes"].value():
        messages.info(request, _("Yang masih kosong diisi dari surat lama. Periksa dan ubah, lalu simpan."))
    else:
        messages.warning(request, _("Pilih dulu surat yang digantikan, lalu tekan lagi."))
    return show(request, form.filled_from_older(), **more)


def find(request, public_id):
    """Of the own city; what is no address at all is not found either."""
    try:
        return get_object_or_404(
            terms.circulars_of(request.municipalities).select_related("supersedes"), public_id=public_id
        )
    except ValidationError as error:
        raise Http404 from error


def answered(request, circular, verb, done, **what):
    """Run the verb; say on the circular's page what came of it."""
    try:
        verb(circular=circular, by=request.user, at=timezone.now(), **what)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(circular)


@require_POST
@requires(Permission.WRITE_CIRCULARS)
def circular_drop(request, public_id):
    circular = find(request, public_id)
    try:
        circular_drafts.drop(circular=circular, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(circular)
    messages.success(request, _("Konsep dihapus."))
    return redirect("circular_list")


@require_POST
@requires(Permission.WRITE_CIRCULARS)
def circular_submit(request, public_id):
    done = _("Surat edaran diajukan. Penyetuju atau sekretariat wali kota menerbitkannya.")
    return answered(request, find(request, public_id), circulars.submit, done)


@require_POST
@requires(Permission.WRITE_CIRCULARS)
def circular_take_back(request, public_id):
    done = _("Surat edaran menjadi konsep lagi.")
    return answered(request, find(request, public_id), circular_drafts.take_back, done)


@require_POST
@requires(Permission.ISSUE_CIRCULAR)
def circular_issue(request, public_id):
    return answered(request, find(request, public_id), circulars.issue, _("Surat edaran terbit."))


@require_POST
@requires(Permission.ISSUE_CIRCULAR)
def circular_give_back(request, public_id):
    form = ReasonForm(request.POST)
    circular = find(request, public_id)
    if not form.is_valid():
        return render(request, "agreements/circular_give_back.html", {"circular": circular, "form": form}, status=422)
    done = _("Surat edaran dikembalikan kepada penyusunnya.")
    return answered(request, circular, circulars.give_back, done, **form.cleaned_data)


@form_page
@requires(Permission.ISSUE_CIRCULAR)
def circular_withdraw(request, public_id):
    circular = find(request, public_id)
    if circular.status != circular.Status.ISSUED:
        messages.warning(request, _("Hanya surat edaran yang berlaku yang dapat dicabut."))
        return redirect(circular)
    if request.method != "POST":
        return show_withdrawal(request, circular, WithdrawForm(initial={"ended_date": request.municipality.today()}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return show_withdrawal(request, circular, form, status=422)
    try:
        circulars.withdraw(circular=circular, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(WRONG.get(refusal.code), str(refusal))
        return show_withdrawal(request, circular, form, status=422)
    messages.success(request, _("Surat edaran dicabut."))
    return redirect(circular)


def show_withdrawal(request, circular, form, *, status=200):
    return render(request, "agreements/circular_withdraw.html", {"circular": circular, "form": form}, status=status)
