"""
The tenant wall: the only place with row-security SQL.

A TENANT model declares its class (`wall = wall.WORKER_DATA`), its migration calls
`wall.Protect("enrollment", "WORKER_DATA")`, and `check_wall` asks the live database
whether both came true. See docs/adr/0009-row-level-security.md.
"""

from municipalities.wall.classes import (
    ACCOUNTS,
    AGREEMENT,
    AUDIT,
    CANARY,
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
    ROSTER,
    ROSTER_HISTORY,
    ROSTER_ROWS,
    SHARED,
    WORKER,
    WORKER_DATA,
    WORKER_UNITS,
    TableClass,
)
from municipalities.wall.protect import Protect, TenantForeignKey


__all__ = [
    "ACCOUNTS",
    "AGREEMENT",
    "AUDIT",
    "CANARY",
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
    "ROSTER",
    "ROSTER_HISTORY",
    "ROSTER_ROWS",
    "SHARED",
    "WORKER",
    "WORKER_DATA",
    "WORKER_UNITS",
    "Protect",
    "TableClass",
    "TenantForeignKey",
]
