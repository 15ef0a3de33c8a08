"""What of the claims somebody may open: the rows of the municipalities that the request stands for."""

from claims import documents
from claims.models import Ceremony, Claim, ClaimDocument, ClaimScan, Heir, Payout, PayoutProof, ScholarshipChild
from enrollment.models import Worker


def claims_of(municipalities):
    return Claim.objects.of(municipalities).select_related("worker", "enrollment__unit", "municipality")


def documents_of(municipalities):
    return ClaimDocument.objects.filter(municipality__in=municipalities).select_related("claim__municipality")


TO_COME = ("MISSING", "RETURNED")


def papers_to_come(claim):
    """Those of the checklist that can be handed in; of a report the day is asked for by itself."""
    reports = [kind for kind, name in documents.REPORT_DATES.items() if getattr(claim, name) is None]
    return claim.documents.filter(asked=True, status__in=TO_COME).exclude(kind__in=reports)


def papers_to_check(claim):
    """Those that were handed in and nobody has looked at."""
    return claim.documents.filter(status="RECEIVED").prefetch_related("scans")


def scans_of(municipalities):
    return ClaimScan.objects.filter(municipality__in=municipalities).select_related("document__claim__municipality")


def proofs_of(municipalities):
    return PayoutProof.objects.filter(municipality__in=municipalities).select_related("payout__claim__municipality")


def heirs_of(municipalities):
    return Heir.objects.filter(municipality__in=municipalities).select_related("claim__municipality", "claim__worker")


def children_of(municipalities):
    return ScholarshipChild.objects.filter(municipality__in=municipalities).select_related("claim__municipality")


def payouts_of(municipalities):
    return Payout.objects.filter(municipality__in=municipalities).select_related(
        "heir", "claim__worker", "claim__municipality"
    )


def ceremonies_of(municipalities):
    return Ceremony.objects.filter(municipality__in=municipalities).select_related("municipality")


def workers_of(municipalities):
    return Worker.objects.filter(municipality__in=municipalities).select_related("municipality")
