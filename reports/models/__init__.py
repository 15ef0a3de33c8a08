from reports.models.cards import CardOrder, CardPrint, CardReport
from reports.models.papers import SEEN_WITH, Kind, Paper, PaperRemoval, RetentionSwitch, kinds


__all__ = [
    "SEEN_WITH",
    "CardOrder",
    "CardPrint",
    "CardReport",
    "Kind",
    "Paper",
    "PaperRemoval",
    "RetentionSwitch",
    "kinds",
]
