from reports.models.cards import CardOrder, CardPrint, CardPrinter, CardReport
from reports.models.counts import CoverageCount, CoverageRow
from reports.models.designs import CardDesign
from reports.models.papers import SEEN_WITH, Kind, Paper, PaperRemoval, RetentionSwitch, kinds


__all__ = [
    "SEEN_WITH",
    "CardDesign",
    "CardOrder",
    "CardPrint",
    "CardPrinter",
    "CardReport",
    "CoverageCount",
    "CoverageRow",
    "Kind",
    "Paper",
    "PaperRemoval",
    "RetentionSwitch",
    "kinds",
]
