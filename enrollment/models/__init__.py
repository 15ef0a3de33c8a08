from enrollment.models.bulk_acts import BulkAct
from enrollment.models.cards import Card
from enrollment.models.corrections import CorrectionEvent, CorrectionRequest
from enrollment.models.decisions import RosterDecision
from enrollment.models.documents import WorkerDocument
from enrollment.models.enrollments import BORNE_BY_THE_CITY, EndReason, Enrollment
from enrollment.models.events import EnrollmentEvent
from enrollment.models.families import RELATION_LABELS, FamilyMember
from enrollment.models.figures import BranchStatistic, GapTarget, PopulationFigure
from enrollment.models.gaps import RosterReceipt, UnitGap, UnitGapEvent
from enrollment.models.handovers import CardBatch, CardHandover, HandoverSession
from enrollment.models.roster_links import RosterLink
from enrollment.models.rosters import Roster, RosterChange, RosterRow
from enrollment.models.saved_views import SavedView
from enrollment.models.wages import PastWage, WageCorrection
from enrollment.models.workers import Worker, WorkerUnit


__all__ = [
    "BORNE_BY_THE_CITY",
    "RELATION_LABELS",
    "BranchStatistic",
    "BulkAct",
    "Card",
    "CardBatch",
    "CardHandover",
    "CorrectionEvent",
    "CorrectionRequest",
    "EndReason",
    "Enrollment",
    "EnrollmentEvent",
    "FamilyMember",
    "GapTarget",
    "HandoverSession",
    "PastWage",
    "PopulationFigure",
    "Roster",
    "RosterChange",
    "RosterDecision",
    "RosterLink",
    "RosterReceipt",
    "RosterRow",
    "SavedView",
    "UnitGap",
    "UnitGapEvent",
    "WageCorrection",
    "Worker",
    "WorkerDocument",
    "WorkerUnit",
]
