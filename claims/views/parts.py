"""What a claim is put together from: heirs, children, the balance; and what was paid and handed over."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import benefits, ceremonies, heirs, left_out, payouts, steps, visible
from claims.forms import (
    AccountForm,
    BalanceForm,
    CeremonyForm,
    ChildForm,
    HeirForm,
    LeftOutForm,
    PayoutForm,
)
from common.refusals import Refused
from common.rupiah import rupiah
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.fresh import fresh


def answered(request, claim, verb, done, /, *, place="", **what):
    """Run the verb; say what came of it on the claim's page, at the place that was worked on where all went well."""
    try:
        verb(by=request.user, at=timezone.now(), **what)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(claim)
    messages.success(request, done)
    return redirect(f"{claim.get_absolute_url()}{place}")


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_balance(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = BalanceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis saldo dalam rupiah dan surat cabang yang menyebutnya."))
        return redirect(claim)
    return answered(request, claim, benefits.report_balance, _("Saldo dicatat."), claim=claim, **form.cleaned_data)


def filled_in(request, claim, form, title, verb, done, /, *, about="", family=(), place="", **what):
    """A form of its own page: filled in well, its verb runs and leads back to the claim, at the place worked on."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, at=timezone.now(), **what, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            messages.success(request, done)
            return redirect(f"{claim.get_absolute_url()}{place}")
    audit.record("claim.form_opened", of=claim, by=request.user, at=timezone.now())
    context = {"form": form, "claim": claim, "title": title, "about": about, "family": family}
    return render(request, "claims/claim_form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def heir_add(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = HeirForm(request.POST or None, initial=heirs.taken_over(claim, request.GET.get("orang", "")))
    return filled_in(
        request, claim, form, _("Tambah ahli waris"), heirs.add, _("Ahli waris dicatat."), claim=claim,
        family=[] if request.method == "POST" else left_out.of(claim),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def heir_left_out(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    kin, chosen = left_out.of(claim), request.GET.get("orang", "")
    known = {"person": chosen, "reason": next((each.reason for each in kin if each.row == chosen), "")}
    form = LeftOutForm(request.POST or None, kin=kin, initial=known)
    about = _("Alasannya ikut tercetak pada surat pernyataan ahli waris.")
    return filled_in(
        request, claim, form, _("Bukan ahli waris"), left_out.explain, _("Alasannya dicatat."), about=about,
        place="#waris", claim=claim,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
@fresh
def heir_account(request, public_id):
    heir = get_object_or_404(visible.heirs_of(request.municipalities), public_id=public_id)
    form = AccountForm(
        request.POST or None, initial={"bank": heir.bank, "account_name": heir.account_name or heir.name}
    )
    title = _("Rekening %(name)s") % {"name": heir.name}
    return filled_in(request, heir.claim, form, title, heirs.change_account, _("Rekening dicatat."), heir=heir)


@require_POST
@requires(Permission.REGISTER_DEATH)
def heir_remove(request, public_id):
    heir = get_object_or_404(visible.heirs_of(request.municipalities), public_id=public_id)
    return answered(request, heir.claim, heirs.remove, _("Ahli waris dihapus dari klaim ini."), heir=heir)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def child_add(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = ChildForm(request.POST or None)
    title = _("Tambah anak untuk beasiswa")
    return filled_in(request, claim, form, title, heirs.add_child, _("Anak dicatat."), claim=claim)


@require_POST
@requires(Permission.REGISTER_DEATH)
def child_remove(request, public_id):
    child = get_object_or_404(visible.children_of(request.municipalities), public_id=public_id)
    return answered(request, child.claim, heirs.remove_child, _("Anak dihapus dari klaim ini."), child=child)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYOUT)
@fresh
def heir_pay(request, public_id):
    heir = get_object_or_404(visible.heirs_of(request.municipalities), public_id=public_id)
    last = heir.claim.events.order_by("-seq").first()
    known = {"payment_date": heir.claim.municipality.today(), "seen": last.seq}
    form = PayoutForm(request.POST or None, initial=known)
    title = _("Catat pembayaran kepada %(name)s") % {"name": heir.name}
    about = _("BPJS Ketenagakerjaan membayar %(amount)s ke %(account)s.") % {
        "amount": rupiah(heir.share), "account": heir.masked_account,
    }  # fmt: skip
    done = _("Pembayaran dicatat.")
    return filled_in(request, heir.claim, form, title, pay_as_seen, done, about=about, heir=heir)


def pay_as_seen(*, heir, seen, **given):
    """The share and the account are those of the page."""
    steps.refuse_unseen(claim=heir.claim, seen=seen)
    payouts.pay(heir=heir, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYOUT)
def ceremony_new(request):
    city = request.municipality
    open_payouts = ceremonies.to_hand_over(city)
    form = CeremonyForm(request.POST or None, payouts=open_payouts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        held_at = given["held_at"].replace(tzinfo=ZoneInfo(city.timezone))
        try:
            ceremony = ceremonies.hold(
                municipality=city,
                payouts=given["payouts"],
                held_at=held_at,
                venue=given["venue"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            messages.success(request, _("Penyerahan dicatat."))
            return redirect(ceremony.items.first().payout.claim)
    dead = list(open_payouts.values_list("claim__worker_id", flat=True))
    audit.record_people_seen("claims.listed", people={city: dead}, by=request.user, at=timezone.now())
    context = {"form": form, "nothing": not dead}
    return render(request, "claims/ceremony_new.html", context, status=422 if request.method == "POST" else 200)
