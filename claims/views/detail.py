"""One claim: where it stands, what is there and what is missing, who receives what, and how it came here."""

from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import clocks, decisions, forms, heirs, purposes, scholarships, steps, stories, visible, words
from claims.models import Claim
from claims.views import rights
from claims.views.papers import checklist
from claims.views.scholarships import standing_of
from common.months import month_name
from common.templatetags.payung import percent
from contributions import corrections
from municipalities import audit
from municipalities.access import requires
from municipalities.forms.reveals import RevealForm
from municipalities.roles import Permission, may
from regulations.eligibility import membership_months
from regulations.words import Program


@require_safe
@requires(Permission.VIEW_CLAIMS)
def claim_detail(request, public_id):
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    audit.record("claim.viewed", of=claim, by=request.user, at=timezone.now(), number=claim.number)
    return render(request, "claims/claim_detail.html", story(request, claim))


@require_safe
@requires(Permission.VIEW_CLAIMS)
def worker_claim(request, public_id):
    """From a person to the claim that stands, else the last; without one back to the person."""
    worker = get_object_or_404(visible.workers_of(request.municipalities), public_id=public_id)
    claims = visible.claims_of(request.municipalities).filter(worker=worker).exclude(status=Claim.Status.CANCELLED)
    found = claims.live().first() or claims.first()
    return redirect(found) if found else redirect("worker_detail", worker.public_id)


@require_POST
@requires(Permission.SEE_NIK)
def heir_account_shown(request, public_id):
    """The whole number of one account, once, to whoever says what for."""
    heir = get_object_or_404(visible.heirs_of(request.municipalities), public_id=public_id)
    claim = get_object_or_404(visible.claims_of(request.municipalities), pk=heir.claim_id)
    form = RevealForm(request.POST, what=reveal_of(heir))
    if not form.is_valid():
        return render(request, "claims/claim_detail.html", story(request, claim) | {"reveal_form": form}, status=422)
    audit.record("heir.account_shown", of=heir, by=request.user, at=timezone.now(), **form.cleaned_data)
    return render(request, "claims/claim_detail.html", story(request, claim, shown=heir))


def reveal_of(heir):
    return f"rekening-{heir.public_id}"


def story(request, claim, *, shown=None):
    """
    Everything the page tells of a claim.

    :param shown: the heir whose account stands there in full
    """
    lines = list(claim.benefit_lines.all())
    findings = rights.findings(request, claim)
    may_edit = claim.is_open and may(request.role, Permission.REGISTER_DEATH)
    today = steps.local_day(claim, timezone.now())
    papers = checklist(claim, may_edit=may_edit, today=today)
    return {
        "claim": head(claim),
        "steps": words.steps_of(claim),
        "deceased": deceased(claim),
        "enrollments": [enrollment(one) for one in claim.worker.enrollments.filter(claimed=True)],
        "eligibility": words.eligibility_of(claim),
        "findings": findings,
        "fulfilled": sum(found["answer"] == "yes" for found in findings),
        "clocks": rights.clock_rows(claim, today),
        "promised": clocks.promised(claim, today),
        "reports": rights.reports_to_make(claim, today) if may_edit else [],
        "other_causes": rights.other_causes(claim) if claim.is_open else [],
        "left_out": rights.left_out_of(claim) if may(request.role, Permission.VIEW_FAMILY) else [],
        "heirs": heir_rows(request, claim, shown),
        "checklist": papers,
        "may_see_scans": may(request.role, Permission.VIEW_DOCUMENTS),
        "missing": len(papers["missing"]),
        "benefit_lines": [line_row(line) for line in lines],
        "total": sum(line.amount for line in lines),
        "scholarships": [
            child_row(request, child, today) for child in claim.children.prefetch_related("years", "ends")
        ],
        "to_come": to_come(claim, today),
        "remarks": words.remarks_of(claim),
        "correction": correction(request, claim),
        "passed_over": words.PASSED_OVER if claim.is_open and heirs.passed_over(claim) else "",
        "events": stories.of(claim),
        "papers": printed(request, claim, papers["missing"]),
        "may_print": may(request.role, Permission.PRINT_CLAIMS),
        "may_edit": may_edit,
        "lacking": decisions.lacking_besides_papers(claim) if may_edit else [],
        "balance_form": forms.BalanceForm() if may_edit else None,
        "withdraw_form": forms.WithdrawForm() if may_edit else None,
        "today": today,
        "act": act(request, claim),
        "zone": claim.municipality.timezone,
    }


def head(claim):
    return {
        "public_id": claim.public_id,
        "number": claim.label,
        "status": words.chip(claim.status),
        "status_label": claim.get_status_display(),
        "death_date": claim.death_date,
        "cause_label": claim.get_cause_display(),
        "place": claim.place,
        "told_by": claim.told_by,
        "in_inquiry": claim.cause_in_inquiry,
    }


def deceased(claim):
    worker = claim.worker
    return {
        "name": worker.name,
        "nik": worker.nik,
        "kpj": claim.enrollment.kpj,
        "birth_date": worker.birth_date,
        "worker_url": address("worker_detail", worker.public_id),
    }


def address(name, *args):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def enrollment(one):
    months = membership_months(periods=[(one.start_date, one.end_date)], on=one.end_date or one.start_date)
    return {
        "unit_label": one.unit.name,
        "category_label": one.category.name,
        "programs_label": one.get_programs_display(),
        "start_date": one.start_date,
        "end_date": one.end_date,
        "months_label": _("%(months)s bulan") % {"months": months},
    }


def correction(request, claim):
    """Months approved after the death are to be put right, of whichever enrollment they are; None without any."""
    if claim.status in Claim.DEAD:
        return None
    through = claim.worker.enrollments.filter(is_void=False).aggregate(last=Max("approved_through"))["last"]
    if through is None or through <= claim.death_date:
        return None
    text = _("Iuran sesudah hari meninggal sudah disetujui sampai %(month)s; bulan-bulan itu perlu dikoreksi.")
    months = [run.month for run in corrections.approved_months(claim.municipality) if run.month > claim.death_date]
    may_begin = months and request.municipality and may(request.role, Permission.CALCULATE_RUN)
    return {
        "text": text % {"month": month_name(through)},
        "since": f"{min(months):%Y-%m}" if may_begin else "",
        "since_label": month_name(min(months)) if may_begin else "",
        "under_way": corrections.under_way(claim.municipality) if may_begin else None,
    }


def heir_rows(request, claim, shown):
    there = list(claim.heirs.prefetch_related("payouts__proofs"))
    weights = sum(heir.weight for heir in there)
    partly_paid = steps.partly_paid(claim)
    return [heir_row(request, claim, heir, weights, partly_paid, shown) for heir in there]


def heir_row(request, claim, heir, weights, partly_paid, shown):
    payout = next(iter(heir.payouts.all()), None)
    granted = claim.status == Claim.Status.GRANTED and payout is None
    return {
        "public_id": heir.public_id,
        "name": heir.name,
        "relationship_label": heir.get_relation_display(),
        "guardian": heir.guardian_name,
        "attorney": heir.attorney_name,
        "share_label": percent(heir.weight, weights) if weights > heir.weight else "",
        "amount": heir.share,
        "account": heir.masked_account or _("belum ada"),
        "full_account": f"{heir.bank} {heir.account_number}" if heir == shown else "",
        "reveal": reveal_of(heir),
        "reveal_url": reverse("heir_account_shown", args=[heir.public_id])
        if heir.account_number and heir != shown and may(request.role, Permission.SEE_NIK)
        else "",
        "account_action": _("Ubah") if heir.account_number else _("Isi rekening"),
        "account_differs": heir.account_name_differs,
        "paid_date": payout.payment_date if payout else None,
        "proofs": list(payout.proofs.all()) if payout else [],
        "proof_url": reverse("payout_proof_add", args=[payout.public_id])
        if payout and may(request.role, Permission.RECORD_PAYOUT)
        else "",
        "receipt_url": address("claim_receipt", payout.public_id)
        if payout and may(request.role, Permission.PRINT_CLAIMS)
        else "",
        "pay_url": reverse("heir_pay", args=[heir.public_id])
        if granted and may(request.role, Permission.RECORD_PAYOUT)
        else "",
        "account_url": reverse("heir_account", args=[heir.public_id])
        if claim.status not in ("PAID", *Claim.DEAD)
        and not partly_paid
        and may(request.role, Permission.REGISTER_DEATH)
        else "",
    }


def line_row(line):
    return {
        "benefit_label": line.get_benefit_display(),
        "program": line.program,
        "amount": line.amount,
        "source": line.source,
    }


def child_row(request, child, today):
    return {
        "public_id": child.public_id,
        "child": child.name,
        "level_label": words.school_of(child),
        "class_known": child.school_year is not None,
        "qualifies": child.qualifies,
        "yearly": child.yearly_amount,
        "most_possible": child.most_possible,
        "source": child.source,
        "standing": standing_of(request, child, today),
    }


def to_come(claim, today):
    """The scholarships that are still to be paid of a claim that counts as paid: its state tells of the rest alone."""
    if claim.status != Claim.Status.PAID:
        return []
    children = claim.children.filter(qualifies=True).prefetch_related("years", "ends")
    return [words.year_to_come(each) for each in (scholarships.of(child, day=today) for child in children) if each.due]


def printed(request, claim, missing):
    """:param missing: its papers that are not settled"""
    if not may(request.role, Permission.PRINT_CLAIMS):
        return []
    of_claim = {"claim_forms": _("Formulir dan surat ahli waris"), "benefit_calculation": _("Perhitungan manfaat")}
    if clocks.program_of(claim) == Program.JKK:
        of_claim["accident_report"] = _("Laporan kecelakaan tahap I dan II")
    if claim.is_open and any(paper.status != "RECEIVED" and not purposes.is_from_the_city(paper) for paper in missing):
        of_claim["claim_missing"] = _("Surat berkas yang kurang")
    if claim.status in words.DECIDED:
        of_claim["claim_decision"] = _("Pemberitahuan keputusan")
    papers = [(label, address(name, claim.public_id)) for name, label in of_claim.items()]
    for payout in claim.payouts.select_related("heir"):
        papers.append(
            (_("Tanda terima %(name)s") % {"name": payout.heir.name}, address("claim_receipt", payout.public_id))
        )
        for item in payout.ceremony_items.select_related("ceremony"):
            papers.append((_("Berita acara penyerahan"), address("ceremony_minutes", item.ceremony.public_id)))
            papers.append((_("Daftar undangan"), address("ceremony_invitations", item.ceremony.public_id)))
    return [{"label": label, "url": url} for label, url in papers if url]


ACTS = (
    ("SUBMITTED", Permission.APPROVE_CLAIM, "approve", "claim_approve"),
    ("APPROVED", Permission.VERIFY_CLAIM, "verify", "claim_verify"),
    ("VERIFIED", Permission.DECIDE_CLAIM, "decide", "claim_decide"),
    ("GRANTED", Permission.DECIDE_CLAIM, "granted", "claim_decide"),
    ("GRANTED", Permission.RECORD_PAYOUT, "pay", "claim_detail"),
    ("COMPLETE", Permission.REGISTER_DEATH, "submit", "claim_submit"),
    ("REPORTED", Permission.REGISTER_DEATH, "complete", "claim_submit"),
    ("RETURNED", Permission.REGISTER_DEATH, "complete", "claim_submit"),
    ("SUBMITTED", Permission.REGISTER_DEATH, "recall", "claim_submit"),
    ("APPROVED", Permission.REGISTER_DEATH, "recall", "claim_submit"),
    ("REFUSED", Permission.REGISTER_DEATH, "appeal", "claim_submit"),
    ("APPEALED", Permission.VERIFY_CLAIM, "review", "claim_verify"),
    ("APPEALED", Permission.REGISTER_DEATH, "recall", "claim_submit"),
)


CHECKING = ("approve", "verify", "decide", "review")


def act(request, claim):
    """What the active role can do with the claim now, or nothing; a step of one's own is not checked by oneself."""
    last = claim.events.order_by("-seq").first()
    for status, permission, kind, name in ACTS:
        if claim.status == status and may(request.role, permission):
            own = request.user.pk in whose(claim, kind, last)
            return {
                "kind": kind, "url": reverse(name, args=[claim.public_id]), "own": own, "checks": kind in CHECKING,
                "seen": last.seq,
            }  # fmt: skip
    return None


def whose(claim, kind, last):
    """Whom the step is not for: whoever took the one before, and after an appeal whoever refused."""
    if kind in ("review", "decide"):
        return {last.by_id} | steps.refused_by(claim)
    return {last.by_id} if kind in ("approve", "verify") else set()
