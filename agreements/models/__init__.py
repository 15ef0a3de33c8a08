from agreements.models.agreements import Agreement, AgreementEvent, AgreementScope, Side
from agreements.models.articles import AgreementArticle, AgreementVersion
from agreements.models.briefings import Briefing, BriefingAttendance
from agreements.models.circular_reminders import CircularReminder
from agreements.models.circulars import Circular, CircularAddressee, CircularCategory, CircularEvent
from agreements.models.legal_bases import AgreementLegalBasis, CircularLegalBasis, LegalBasis
from agreements.models.parties import (
    AgreementCopy,
    AgreementHeadcount,
    AgreementParty,
    AgreementRate,
    AgreementWitness,
)
from agreements.models.reminders import AgreementReminder
from agreements.models.signatures import AgreementScan, AgreementSignature


__all__ = [
    "Agreement",
    "AgreementArticle",
    "AgreementCopy",
    "AgreementEvent",
    "AgreementHeadcount",
    "AgreementLegalBasis",
    "AgreementParty",
    "AgreementRate",
    "AgreementReminder",
    "AgreementScan",
    "AgreementScope",
    "AgreementSignature",
    "AgreementVersion",
    "AgreementWitness",
    "Briefing",
    "BriefingAttendance",
    "Circular",
    "CircularAddressee",
    "CircularCategory",
    "CircularEvent",
    "CircularLegalBasis",
    "CircularReminder",
    "LegalBasis",
    "Side",
]
