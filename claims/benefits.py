"""What the heirs receive by the law of the day of death (regulations/), as lines while the claim is open."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims import documents, eligibility, steps, traces
from claims.models import FUNERAL_ARRANGER, BenefitLine, Heir, ScholarshipChild
from common.refusals import Refused
from common.rupiah import split
from contributions.models import ContributionLine, ContributionRun
from enrollment import wages
from municipalities import audit
from municipalities.city import wage_bases
from regulations.death_benefits import Pupil, benefits_for, without_heirs
from regulations.eligibility import child_qualifies
from regulations.words import BenefitKind, Level


class BalanceReported(Refused):
    """That amount stands there already, from that source."""


class BalanceUnsourced(Refused):
    """A balance is the branch's word: an amount from zero up, and where it stands."""


@transaction.atomic
def compute(*, claim, by, at):
    """
    Work out lines, shares, scholarships, eligibility and checklist anew, as at the day of death.

    :raises ClaimUnderWay: if the claim is submitted: then they stand still
    :raises NotInForce: for a death before the first law
    """
    steps.require_open(claim)
    children = list(claim.children.all())
    found = worked_out(claim, [pupil(child) for child in children if qualifies(child, claim)])
    if nobody_inherits(claim):
        found = without_heirs(found)
    write_lines(claim, found.lines)
    write_scholarships(claim, children, found.scholarships)
    write_shares(claim, found.total)
    claim.findings = eligibility.findings(claim, found.program)
    claim.eligibility = eligibility.answer(claim.findings)
    claim.remarks = list(found.remarks)
    claim.save(update_fields=["findings", "eligibility", "remarks"])
    documents.refresh(claim)
    audit.record("claim.computed", of=claim, by=by, at=at, total=found.total)
    return found


@transaction.atomic
def report_balance(*, claim, amount, source, by, at):
    """
    Write down the JHT balance that the branch told us; it is never computed here.

    :param amount: rupiah; None takes it back
    :raises BalanceUnsourced: if it is negative, or nobody says where it stands
    :raises BalanceReported: if it is the one that stands there
    """
    steps.require_open(claim)
    source = source.strip() if amount is not None else ""
    if amount is not None and (amount < 0 or not source):
        raise BalanceUnsourced(_("Tulis saldo menurut cabang dan surat atau pesan yang menyebutnya."))
    before = {"jht_balance": claim.jht_balance, "jht_source": claim.jht_source}
    after = {"jht_balance": amount, "jht_source": source}
    if before == after:
        raise BalanceReported(_("Saldo itu sudah dicatat dari sumber yang sama."))
    claim.jht_balance, claim.jht_source = amount, source
    claim.save(update_fields=["jht_balance", "jht_source"])
    traces.note(claim=claim, what=traces.What.BALANCE, about=source, by=by, at=at)
    audit.record("claim.balance_reported", of=claim, by=by, at=at, before=before, after=after, amount=amount)
    return compute(claim=claim, by=by, at=at)


def nobody_inherits(claim):
    """Whether there is whoever arranged the funeral, and so no heir."""
    return claim.heirs.filter(relation=FUNERAL_ARRANGER).exists()


def pupil(child):
    return Pupil(Level(child.level), child.school_year, child.birth_date)


def worked_out(claim, pupils=(), *, cause=None):
    """
    What the law gives for this claim: a regulations DeathBenefits.

    :param pupils: a pupil() of each child that asks for a scholarship
    :param cause: as if it were this one
    """
    enrollment = claim.enrollment
    periods = eligibility.periods_of(claim)
    return benefits_for(
        cause=cause or claim.cause,
        died=claim.death_date,
        wage=reported_wage(enrollment, claim.happened),
        member_since=min(start for start, _end in periods),
        children=pupils,
        segment=enrollment.segment,
        band=enrollment.category.band,
        periods=periods,
        reported={} if claim.jht_balance is None else {BenefitKind.JHT_BALANCE: claim.jht_balance},
    )


def reported_wage(enrollment, day):
    """
    The wage last reported to the branch (PP 44/2015 Art. 32(1)): the last approved month, else the city's basis.

    A correction counts that was approved by that day: what is put right afterwards was not reported by then.
    """
    if enrollment.segment == "PU":
        own = reported_lines({"enrollment": enrollment}, day)
        # Whoever was moved between the accident and the death had a line of the earlier enrollment.
        base = own if own is not None else reported_lines({"enrollment__worker": enrollment.worker}, day)
        return base if base is not None else wage_by_decree(enrollment, day)
    return wages.of_month(enrollment, day) or 0


def reported_lines(whose, day):
    """The base of the last approved month, the highest of several; None where there is none."""
    reported = Q(run__kind=ContributionRun.Kind.REGULAR) | Q(run__approved_at__date__lte=day)
    lines = ContributionLine.objects.filter(
        reported, run__status=ContributionRun.Status.APPROVED, segment="PU", month__lte=day, **whose
    )
    return lines.order_by("-month", "-run__approved_at", "-base").values_list("base", flat=True).first()


def wage_by_decree(enrollment, day):
    return wage_bases.counting(enrollment.municipality, day).of(wages.of_month(enrollment, day)) or 0


def write_lines(claim, lines):
    claim.benefit_lines.all().delete()
    for position, line in enumerate(lines, start=1):
        BenefitLine.objects.create(
            municipality_id=claim.municipality_id,
            claim=claim,
            position=position,
            program=line.program or BenefitLine.Program.JHT,
            benefit=line.benefit,
            amount=line.amount,
            source=line.source if line.program else f"{line.source}: {claim.jht_source}",
            as_of=claim.death_date,
        )


def qualifies(child, claim):
    return child_qualifies(claim.death_date, birth_date=child.birth_date, works=child.works, married=child.married)


def write_scholarships(claim, children, scholarships):
    """Each child that qualifies gets the scholarship of its place; whoever is left over has none."""
    granted = iter(scholarships)
    for child in children:
        scholarship = next(granted, None) if qualifies(child, claim) else None
        ScholarshipChild.objects.filter(municipality_id=claim.municipality_id, pk=child.pk).update(
            qualifies=scholarship is not None,
            yearly_amount=scholarship.yearly_amount if scholarship else 0,
            most_possible=scholarship.most_possible if scholarship else 0,
            source=scholarship.source if scholarship else "",
        )


def write_shares(claim, total):
    """The total among the heirs by their weights, to the rupiah (largest remainder)."""
    heirs = list(claim.heirs.order_by("id"))
    if not heirs:
        return
    for heir, share in zip(heirs, split(total, [heir.weight for heir in heirs]), strict=True):
        Heir.objects.filter(municipality_id=claim.municipality_id, pk=heir.pk).update(share=share)
