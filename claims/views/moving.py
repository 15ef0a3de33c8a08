"""Taking a claim along its steps: each address is one role's."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import accident_reports, deaths, decisions, steps, visible
from claims.forms import AccidentReportForm, DeathForm, StepForm
from claims.views.parts import answered, filled_in
from common.refusals import Refused
from enrollment import worker_acts
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.fresh import fresh


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def register_death(request, public_id):
    worker = get_object_or_404(visible.workers_of(request.municipalities), public_id=public_id)
    form = DeathForm(request.POST or None, today=worker.municipality.today())
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            claim = deaths.register(worker=worker, by=request.user, at=timezone.now(), **told)
        except deaths.ClaimExists as exists:
            messages.info(request, str(exists))
            return redirect(exists.detail["claim"])
        except Refused as refusal:
            form.add_error(refusal.detail.get("field", "death_date"), str(refusal))
        else:
            told = _("Kabar duka dicatat. Klaim %(claim)s terbuka.") % {"claim": claim.label}
            ended = worker.enrollments.filter(is_void=False, end_date=claim.death_date)
            paid = worker_acts.paid_beyond(ended, day=claim.death_date)
            messages.success(request, " ".join(filter(None, (told, paid))))
            return redirect(claim)
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section="kabar duka")
    standing = worker.claims.live().first()
    context = {
        "form": form,
        "worker": worker,
        "standing": standing,
        "enrollments": worker.enrollments.filter(is_void=False),
    }
    return render(request, "claims/register_death.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def claim_correct(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    known = deaths.told_of(claim) | {"seen": deaths.seal_of(claim)}
    form = DeathForm(request.POST or None, initial=known, today=claim.municipality.today())
    about = _("Manfaat, hak, dan daftar berkas dihitung ulang; akhir kepesertaan mengikuti tanggal yang benar.")
    return filled_in(
        request, claim, form, _("Perbaiki kabar duka"), deaths.correct, _("Kabar duka diperbaiki."), about=about,
        claim=claim,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def claim_accident_report(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    known = {"stage": request.GET.get("tahap", ""), "report_date": claim.municipality.today()}
    form = AccidentReportForm(request.POST or None, initial=known)
    about = _("Hari laporan menghentikan hitungan 2 x 24 jam; daftar berkas mengikutinya.")
    return filled_in(
        request, claim, form, _("Catat laporan kecelakaan"), accident_reports.record, _("Laporan dicatat."),
        about=about, claim=claim,
    )  # fmt: skip


def take(request, public_id, ways, *, checks=False):
    """
    The way that was pressed, as its verb; the claim's page says what came of it.

    :param checks: whether somebody checks the claim, and so has to have seen what stands there now
    """
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = StepForm(request.POST)
    way = ways.get(form.cleaned_data["decision"]) if form.is_valid() else None
    if way is None:
        messages.error(request, _("Pilih salah satu langkah yang ditawarkan."))
        return redirect(claim)
    verb, fields, done = way
    given = {name: form.cleaned_data[name] for name in fields}
    return answered(request, claim, seen(verb, form) if checks else verb, done, claim=claim, **given)


def seen(verb, form):
    """The verb, of the claim as the page showed it."""

    def act(*, claim, **given):
        steps.refuse_unseen(claim=claim, seen=form.cleaned_data["seen"])
        verb(claim=claim, **given)

    return act


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_submit(request, public_id):
    ways = {
        "complete": (decisions.complete, (), _("Berkas lengkap. Klaim siap diajukan.")),
        "submit": (decisions.submit, ("note",), _("Klaim diajukan kepada penyetuju.")),
        "recall": (decisions.return_, ("note",), _("Klaim ditarik kembali.")),
        "appeal": (decisions.appeal, ("note",), _("Keberatan dicatat; cabang meninjau lagi dengan orang lain.")),
        "withdraw": (deaths.withdraw, ("note",), _("Klaim dibatalkan; kepesertaan kembali seperti semula.")),
    }
    return take(request, public_id, ways)


@require_POST
@requires(Permission.APPROVE_CLAIM)
@fresh
def claim_approve(request, public_id):
    ways = {
        "approve": (decisions.approve, ("note",), _("Klaim disetujui dan diteruskan ke cabang.")),
        "return": (decisions.return_, ("note",), _("Klaim dikembalikan.")),
    }
    return take(request, public_id, ways, checks=True)


@require_POST
@requires(Permission.VERIFY_CLAIM)
@fresh
def claim_verify(request, public_id):
    ways = {
        "verify": (decisions.verify, ("note",), _("Klaim terverifikasi.")),
        "uphold": (decisions.refuse, ("note", "source"), _("Keputusan tetap; alasannya dicatat.")),
        "return": (decisions.return_, ("note",), _("Klaim dikembalikan ke kota.")),
    }
    return take(request, public_id, ways, checks=True)


@require_POST
@requires(Permission.DECIDE_CLAIM)
@fresh
def claim_decide(request, public_id):
    ways = {
        "grant": (decisions.grant, ("note",), _("Klaim dikabulkan.")),
        "refuse": (decisions.refuse, ("note", "source"), _("Keputusan dicatat.")),
        "return": (decisions.return_, ("note",), _("Klaim dikembalikan ke kota.")),
    }
    return take(request, public_id, ways, checks=True)
