from enrollment.models.enrollments import EndReason, Enrollment
from enrollment.models.figures import PopulationFigure
from enrollment.models.rosters import Roster, RosterChange, RosterRow
from enrollment.models.workers import Worker, WorkerUnit


__all__ = [
    "EndReason",
    "Enrollment",
    "PopulationFigure",
    "Roster",
    "RosterChange",
    "RosterRow",
    "Worker",
    "WorkerUnit",
]
