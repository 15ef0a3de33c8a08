from claims.models.benefits import BENEFIT_LABELS, BenefitLine, Payout
from claims.models.ceremonies import Ceremony, CeremonyItem
from claims.models.claims import CAUSE_LABELS, Claim, ClaimEvent
from claims.models.documents import DOCUMENT_LABELS, REASON_LABELS, ClaimDocument
from claims.models.heirs import FUNERAL_ARRANGER, HEIR_LABELS, LEVEL_LABELS, Heir, LeftOut, ScholarshipChild
from claims.models.reminders import ClaimReminder
from claims.models.scans import ClaimScan, PayoutProof
from claims.models.scholarships import ScholarshipEnd, ScholarshipYear
from claims.models.traces import ClaimTrace


__all__ = [
    "BENEFIT_LABELS",
    "CAUSE_LABELS",
    "DOCUMENT_LABELS",
    "FUNERAL_ARRANGER",
    "HEIR_LABELS",
    "LEVEL_LABELS",
    "REASON_LABELS",
    "BenefitLine",
    "Ceremony",
    "CeremonyItem",
    "Claim",
    "ClaimDocument",
    "ClaimEvent",
    "ClaimReminder",
    "ClaimScan",
    "ClaimTrace",
    "Heir",
    "LeftOut",
    "Payout",
    "PayoutProof",
    "ScholarshipChild",
    "ScholarshipEnd",
    "ScholarshipYear",
]
