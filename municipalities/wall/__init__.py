"""
The tenant wall: the only place with row-security SQL.

A TENANT model declares its class (`wall = wall.WORKER_DATA`), its migration calls
`wall.Protect("enrollment", "WORKER_DATA")`, and `check_wall` asks the live database
whether both came true. See docs/adr/0009-row-level-security.md.
"""

from municipalities.wall.classes import (
    ACCOUNTS,
    AGREEMENT,
    AGREEMENT_EVENTS,
    AGREEMENT_PART,
    AUDIT,
    CANARY,
    CIRCULAR,
    CIRCULAR_EVENTS,
    CIRCULAR_PART,
    CITY,
    CLAIM,
    CLAIM_EVENTS,
    CLAIM_LINES,
    CLAIM_PARTS,
    FIGURES,
    JOB,
    LINES,
    LINKS,
    ORGANIZATION,
    PAPER,
    PAYOUTS,
    REFERENCES,
    ROSTER,
    ROSTER_HISTORY,
    ROSTER_ROWS,
    SHARED,
    WORKER,
    WORKER_DATA,
    WORKER_UNITS,
    TableClass,
)
from municipalities.wall.protect import Protect, Reprotect, TenantForeignKey


__all__ = [
    "ACCOUNTS",
    "AGREEMENT",
    "AGREEMENT_EVENTS",
    "AGREEMENT_PART",
    "AUDIT",
    "CANARY",
    "CIRCULAR",
    "CIRCULAR_EVENTS",
    "CIRCULAR_PART",
    "CITY",
    "CLAIM",
    "CLAIM_EVENTS",
    "CLAIM_LINES",
    "CLAIM_PARTS",
    "FIGURES",
    "JOB",
    "LINES",
    "LINKS",
    "ORGANIZATION",
    "PAPER",
    "PAYOUTS",
    "REFERENCES",
    "ROSTER",
    "ROSTER_HISTORY",
    "ROSTER_ROWS",
    "SHARED",
    "WORKER",
    "WORKER_DATA",
    "WORKER_UNITS",
    "Protect",
    "Reprotect",
    "TableClass",
    "TenantForeignKey",
]
