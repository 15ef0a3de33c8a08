from agreements.models.agreements import Agreement, AgreementEvent, AgreementScope, Side
from agreements.models.briefings import Briefing, BriefingAttendance
from agreements.models.circular_reminders import CircularReminder
from agreements.models.circulars import Circular, CircularAddressee, CircularCategory, CircularEvent
from agreements.models.legal_bases import AgreementLegalBasis, CircularLegalBasis, LegalBasis
from agreements.models.parties import AgreementParty, AgreementRate, AgreementWitness
from agreements.models.reminders import AgreementReminder


__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementLegalBasis",
    "AgreementParty",
    "AgreementRate",
    "AgreementReminder",
    "AgreementScope",
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
