"""The classes of tables: who reads their rows and who writes them (docs/adr/0009)."""

from dataclasses import dataclass, replace

from municipalities.roles import BRANCH_ROLES, CITY_ROLES, Role


CITY_WRITERS = (Role.OPERATOR, Role.CLERK, Role.APPROVER, Role.TREASURER, Role.SYSTEM)


@dataclass(frozen=True)
class TableClass:
    """
    Who reads and who writes the rows of a table (roles), and how a clerk's units narrow them.

    clerks: "units" (column unit_id), "workers" (by way of worker_unit), "none" (shut to clerks), "all".
    """

    name: str
    readers: tuple
    writers: tuple
    clerks: str = "all"
    grants: tuple = ("SELECT", "INSERT", "UPDATE")
    append_only: bool = False
    extra: tuple = ()  # (policy name, expression) pairs, restrictive, for all commands


EVERYONE = (*CITY_ROLES, *BRANCH_ROLES, Role.SYSTEM)
ORGANIZATION = TableClass("ORGANIZATION", (*EVERYONE, Role.ADMIN), (Role.ADMIN, Role.SYSTEM))
# What holds from a day on; an entry that lies ahead may be taken out again.
DATED = replace(ORGANIZATION, name="DATED", grants=("SELECT", "INSERT", "UPDATE", "DELETE"))
UNIT_TRACES = replace(ORGANIZATION, name="UNIT_TRACES", grants=("SELECT", "INSERT"), append_only=True)
WORKER = TableClass("WORKER", EVERYONE, CITY_WRITERS, clerks="workers")
WORKER_DATA = TableClass("WORKER_DATA", EVERYONE, CITY_WRITERS, clerks="units")
# What people did to what stands there.
WORKER_EVENTS = replace(WORKER_DATA, name="WORKER_EVENTS", grants=("SELECT", "INSERT"), append_only=True)
WORKER_UNITS = replace(WORKER_DATA, name="WORKER_UNITS", grants=("SELECT", "INSERT", "DELETE"))
# Of a person: seen by whoever sees the worker, since the inner question runs behind that table's own wall.
BY_WORKER = ("by_worker", "(municipality_id, worker_id) IN (SELECT w.municipality_id, w.id FROM enrollment_worker w)")
FAMILY = TableClass(
    "FAMILY",
    EVERYONE,
    (Role.OPERATOR, Role.CLERK, Role.SYSTEM),
    grants=("SELECT", "INSERT", "UPDATE", "DELETE"),
    extra=(BY_WORKER,),
)
# Scans of a person's papers: whoever checks who somebody is, not whoever counts people or pays.
DOCUMENTS = replace(
    FAMILY,
    name="DOCUMENTS",
    readers=tuple(role for role in EVERYONE if role not in (Role.TREASURER, Role.MAYOR_OFFICE)),
    grants=("SELECT", "INSERT", "UPDATE"),
)
ROSTER = TableClass("ROSTER", (*CITY_ROLES, Role.SYSTEM), CITY_WRITERS, clerks="units")
ROSTER_ROWS = replace(ROSTER, name="ROSTER_ROWS", grants=("SELECT", "INSERT", "UPDATE", "DELETE"))
ROSTER_HISTORY = replace(ROSTER, name="ROSTER_HISTORY", grants=("SELECT", "INSERT"), append_only=True)
# Who hands out a link for a unit; whoever holds it reads nothing of the table (wall/links.py).
ROSTER_LINKS = replace(
    ROSTER,
    name="ROSTER_LINKS",
    readers=(Role.OPERATOR, Role.CLERK, Role.SYSTEM),
    writers=(Role.OPERATOR, Role.CLERK, Role.SYSTEM),
)
CITY = TableClass("CITY", EVERYONE, CITY_WRITERS, clerks="none")
# What goes to BPJS and comes back. Its layouts are written by the branch, each for the cities it serves, and stay.
SIPP = replace(CITY, name="SIPP", writers=(Role.OPERATOR, Role.SYSTEM))
SIPP_LAYOUTS = TableClass(
    "SIPP_LAYOUTS", EVERYONE, BRANCH_ROLES, clerks="none", grants=("SELECT", "INSERT"), append_only=True
)
# What one bill gave to another: taken back by a row of its own.
SETTLEMENTS = replace(CITY, name="SETTLEMENTS", grants=("SELECT", "INSERT"), append_only=True)
LINES = replace(WORKER_DATA, name="LINES", grants=("SELECT", "INSERT", "DELETE"))
# How many stand in each group of a run: written with it, and anew with it.
GROUPS = replace(CITY, name="GROUPS", grants=("SELECT", "INSERT", "DELETE"))
SHARED = TableClass("SHARED", EVERYONE, (*CITY_WRITERS, *BRANCH_ROLES), clerks="none")
# Cards: printed by the city, its mayor's office or its branch.
CARDS = replace(SHARED, name="CARDS", writers=(Role.OPERATOR, Role.MAYOR_OFFICE, *BRANCH_ROLES, Role.SYSTEM))
CARD_PRINTS = replace(CARDS, name="CARD_PRINTS", grants=("SELECT", "INSERT"), append_only=True)
# How they look: written by whoever owns a design, and kept.
CARD_DESIGNS = replace(CARD_PRINTS, name="CARD_DESIGNS", writers=(Role.OPERATOR, Role.BRANCH_HEAD))
# A claim: both sides move it along (its own triggers say who may take which step), each step is a row that stays.
CLAIM = replace(SHARED, name="CLAIM")
CLAIM_EVENTS = replace(SHARED, name="CLAIM_EVENTS", grants=("SELECT", "INSERT"), append_only=True)
# What the city puts together for a claim: the branch reads it and writes none of it.
CLAIM_PARTS = replace(CITY, name="CLAIM_PARTS", grants=("SELECT", "INSERT", "UPDATE", "DELETE"))
CLAIM_LINES = replace(CITY, name="CLAIM_LINES", grants=("SELECT", "INSERT", "DELETE"))
PAYOUTS = replace(CITY, name="PAYOUTS", grants=("SELECT", "INSERT"), append_only=True)
DRAFT = (
    "draft_side",
    "status <> 'DRAFT' OR side = CASE WHEN (SELECT sec.role()) IN ('OFFICER', 'BRANCH_HEAD')"
    " THEN 'BRANCH' ELSE 'CITY' END",
)
# What speaks of the whole city a clerk reads with everybody, and leaves to others to write.
READ_BY_CLERKS = replace(
    SHARED, name="READ_BY_CLERKS", clerks="all", writers=tuple(role for role in SHARED.writers if role != Role.CLERK)
)
AGREEMENT = replace(READ_BY_CLERKS, name="AGREEMENT", grants=("SELECT", "INSERT", "UPDATE", "DELETE"), extra=(DRAFT,))
# What belongs to an agreement is seen by whoever sees the agreement: the inner question runs behind its own wall.
BY_AGREEMENT = (
    "by_agreement",
    "(municipality_id, agreement_id) IN (SELECT a.municipality_id, a.id FROM agreements_agreement a)",
)
AGREEMENT_PART = replace(
    READ_BY_CLERKS,
    name="AGREEMENT_PART",
    grants=("SELECT", "INSERT", "UPDATE", "DELETE"),
    extra=(BY_AGREEMENT,),
)
AGREEMENT_EVENTS = replace(AGREEMENT_PART, name="AGREEMENT_EVENTS", grants=("SELECT", "INSERT"), append_only=True)
# That a side signed, and the scan of it: put there and taken away, never changed.
AGREEMENT_SIGNATURES = replace(AGREEMENT_PART, name="AGREEMENT_SIGNATURES", grants=("SELECT", "INSERT", "DELETE"))
FIGURES = replace(READ_BY_CLERKS, name="FIGURES")
# Of whom a city counts: written by the service user alone; a row without a unit speaks of the whole city.
COUNTS = replace(READ_BY_CLERKS, name="COUNTS", writers=(Role.SYSTEM,), grants=("SELECT", "INSERT", "DELETE"))
COUNT_ROWS = replace(COUNTS, name="COUNT_ROWS", clerks="units")
GAPS = replace(SHARED, name="GAPS", clerks="units")
# What happened in a unit, for both sides to read.
UNIT_EVENTS = replace(GAPS, name="UNIT_EVENTS", grants=("SELECT", "INSERT"), append_only=True)
# A paper of a unit is its clerks' too; one without a unit speaks of the whole city and is shut to them.
PAPER = TableClass(
    "PAPER",
    EVERYONE,
    tuple(role for role in EVERYONE if role != Role.AUDITOR),
    clerks="units",
    grants=("SELECT", "INSERT"),
    append_only=True,
)
# That the file of a paper went with the city's years for it, by the service user alone.
PAPER_REMOVALS = replace(PAPER, name="PAPER_REMOVALS", writers=(Role.SYSTEM,))
# What the schedule has told people of an agreement, written by the service user alone.
REMINDERS = replace(AGREEMENT_EVENTS, name="REMINDERS", writers=(Role.SYSTEM,))
# Of a bill or a claim: a clerk sees neither.
SENT_REMINDERS = replace(
    CITY, name="SENT_REMINDERS", writers=(Role.SYSTEM,), grants=("SELECT", "INSERT"), append_only=True
)
REFERENCES = replace(READ_BY_CLERKS, name="REFERENCES")
# A circular is the city's; the branch reads it once it is issued. The mayor's office issues what others wrote.
CIRCULAR = TableClass(
    "CIRCULAR",
    EVERYONE,
    (Role.OPERATOR, Role.APPROVER, Role.MAYOR_OFFICE, Role.SYSTEM),
    grants=("SELECT", "INSERT", "UPDATE", "DELETE"),
    extra=(
        (
            "drafts_stay_home",
            "(status <> 'DRAFT' AND status <> 'SUBMITTED') OR (SELECT sec.role()) NOT IN ('OFFICER', 'BRANCH_HEAD')",
        ),
    ),
)
BY_CIRCULAR = (
    "by_circular",
    "(municipality_id, circular_id) IN (SELECT c.municipality_id, c.id FROM agreements_circular c)",
)
CIRCULAR_PART = replace(
    CIRCULAR, name="CIRCULAR_PART", writers=(Role.OPERATOR, Role.APPROVER, Role.SYSTEM), extra=(BY_CIRCULAR,)
)
CIRCULAR_EVENTS = replace(
    CIRCULAR, name="CIRCULAR_EVENTS", grants=("SELECT", "INSERT"), append_only=True, extra=(BY_CIRCULAR,)
)
# The letters that remind an office of it, each as it went out.
CIRCULAR_LETTERS = replace(CIRCULAR_EVENTS, name="CIRCULAR_LETTERS", writers=CIRCULAR_PART.writers)
# Who came to a briefing is put right together with it.
ATTENDANCE = replace(FIGURES, name="ATTENDANCE", grants=("SELECT", "INSERT", "UPDATE", "DELETE"))
# What somebody of the city asked for: whoever works for the whole city sees all of it, a clerk the own, and of the
# work on a row of the own units also what a colleague asked for.
OWN = "(SELECT sec.role()) IS DISTINCT FROM 'CLERK' OR by_id = (SELECT sec.uid())"
OWN_OR_OF_UNIT = ("own_or_of_unit", f"{OWN} OR unit_id = ANY ((SELECT sec.units())::bigint[])")
# A branch has cards printed for its cities, and sees no other work of theirs.
PRINTS_CARDS = (
    "branches_print_cards",
    "(SELECT sec.role()) NOT IN ('OFFICER', 'BRANCH_HEAD') OR task = 'reports.tasks.print_cards'",
)
JOB = TableClass(
    "JOB",
    EVERYONE,
    (*CITY_WRITERS, Role.MAYOR_OFFICE, *BRANCH_ROLES),
    extra=(OWN_OR_OF_UNIT, PRINTS_CARDS),
)
# The key of a form that was sent: its sender's alone, on either side; the schedule clears away what is old.
SUBMISSIONS = replace(
    SHARED,
    name="SUBMISSIONS",
    clerks="all",
    grants=("SELECT", "INSERT", "UPDATE", "DELETE"),
    extra=(("own_forms", "(SELECT sec.role()) IS NOT DISTINCT FROM 'SYSTEM' OR by_id = (SELECT sec.uid())"),),
)
# What somebody has done to thousands: what was asked for stays as it was confirmed, what came of it is written once.
BULK_OUTCOME = ("done", "done_at", "done_people", "left_out")
BULK_ACTS = TableClass(
    "BULK_ACTS",
    (*CITY_ROLES, Role.SYSTEM),
    CITY_WRITERS,
    extra=(OWN_OR_OF_UNIT,),
    grants=("SELECT", "INSERT", *(f"UPDATE ({column})" for column in BULK_OUTCOME)),
)
# How somebody likes to look at the city's lists: nobody else's, in whatever role.
OWN_VIEWS = TableClass(
    "OWN_VIEWS",
    CITY_ROLES,
    CITY_ROLES,
    grants=("SELECT", "INSERT", "UPDATE", "DELETE"),
    extra=(("own_views", "by_id = (SELECT sec.uid())"),),
)
AUDIT = TableClass(
    "AUDIT",
    (Role.AUDITOR, Role.ADMIN, Role.SYSTEM),  # the service user seals and verifies the chain
    (*EVERYONE, Role.ADMIN, Role.PUBLIC),
    grants=("SELECT", "INSERT"),
    append_only=True,
)
AUDIT_SEALS = replace(AUDIT, name="AUDIT_SEALS", writers=(Role.SYSTEM,))
# Read before there is a context (which municipalities does my branch serve?); who writes them: wall/people.py.
# Of a link its last day alone is ever changed: a head that could change the city of one would take a city.
LINKS = TableClass("LINKS", (), (), grants=("SELECT", "INSERT", "UPDATE (end_date)"))
ACCOUNTS = TableClass("ACCOUNTS", (), ())
# Nobody writes it: its one row is planted by a migration (municipalities/wall/canary.py).
CANARY = TableClass("CANARY", (Role.ADMIN, Role.SYSTEM), (), grants=("SELECT",))
CLASSES = {
    c.name: c
    for c in (
        *(ORGANIZATION, WORKER, WORKER_DATA, WORKER_UNITS, ROSTER, ROSTER_ROWS, ROSTER_HISTORY, CITY, LINES),
        *(WORKER_EVENTS, FAMILY, DOCUMENTS),
        *(ROSTER_LINKS,),
        *(CLAIM, CLAIM_EVENTS, CLAIM_PARTS, CLAIM_LINES, PAYOUTS, SETTLEMENTS, GROUPS),
        *(SHARED, AGREEMENT, FIGURES, COUNTS, COUNT_ROWS, GAPS, UNIT_EVENTS, PAPER, JOB, AUDIT, AUDIT_SEALS),
        *(LINKS, ACCOUNTS, PAPER_REMOVALS, SIPP, SIPP_LAYOUTS, CARDS, CARD_PRINTS),
        *(CARD_DESIGNS,),
        *(DATED, UNIT_TRACES, CANARY, SUBMISSIONS, OWN_VIEWS, BULK_ACTS),
        *(AGREEMENT_PART, AGREEMENT_EVENTS, AGREEMENT_SIGNATURES, REMINDERS, SENT_REMINDERS, REFERENCES),
        *(CIRCULAR, CIRCULAR_PART, CIRCULAR_EVENTS, CIRCULAR_LETTERS, ATTENDANCE),
    )
}
SYSTEM_TABLES = {
    "municipalities_outbox": "ids, states and times of jobs; the relay publishes for all municipalities at once",
}
# Of a person the application writes what signing in writes; who is who, and what they are, is set-up's.
USER_COLUMNS = ("password", "last_login", "first_name", "last_name")
INVITATION_COLUMNS = ("used_at", "withdrawn_at")
MAIL_COLUMNS = ("body", "due_at", "attempts", "error", "sent_at", "given_up_at")
# What is granted on single columns, and on nothing else.
COLUMN_GRANTS = {
    "municipalities_user": USER_COLUMNS,
    "municipalities_mail": MAIL_COLUMNS,
    "municipalities_branchmunicipality": ("end_date",),
    "enrollment_bulkact": BULK_OUTCOME,
    "municipalities_invitation": INVITATION_COLUMNS,
}
GLOBAL_GRANTS = {
    "municipalities_region": "SELECT",
    "municipalities_municipality": "SELECT",
    "municipalities_branch": "SELECT",
    "municipalities_user": ", ".join(["SELECT", *(f"UPDATE ({column})" for column in USER_COLUMNS)]),
    "municipalities_outbox": "SELECT, INSERT, UPDATE",
    "municipalities_mail": ", ".join(["SELECT", "INSERT", *(f"UPDATE ({column})" for column in MAIL_COLUMNS)]),
    "municipalities_invitation": ", ".join(
        ["SELECT", "INSERT", *(f"UPDATE ({column})" for column in INVITATION_COLUMNS)]
    ),
    "municipalities_slot": "SELECT, INSERT, DELETE",
    # of the doors: read and written before there is a context
    "municipalities_accountevent": "SELECT, INSERT",
    "municipalities_keptform": "SELECT, INSERT, DELETE",
    "municipalities_secondfactorreset": "SELECT, INSERT, UPDATE",
    "account_emailaddress": "SELECT",
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
    "usersessions_usersession": "SELECT, INSERT, UPDATE, DELETE",
    "django_session": "SELECT, INSERT, UPDATE, DELETE",
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
}
# Tables of no municipality that are written once and never again.
GLOBAL_APPEND_ONLY = ("municipalities_accountevent",)
