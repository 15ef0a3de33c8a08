"""
Whose data somebody saw, took along or changed: the list for a notice of an incident (UU 27/2022 Art. 46).

From the audit trail alone: what a suspicious sign-in did between two instants. A list that was seen carries the ids of
the people who stood on it (municipalities/audit.py), so the answer is exactly those people and nobody besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities import audit
from municipalities.models import User


# What an act shows of whoever it is about.
KINDS = {
    "workers.listed": gettext_lazy("nama, unit, keadaan"),
    "workers.checked": gettext_lazy("nama, unit, keadaan"),
    "workers.typed": gettext_lazy("nama, tanggal lahir"),
    "workers.check_exported": gettext_lazy("NIK, nama, unit, keadaan"),
    "workers.exported": gettext_lazy("NIK, KPJ, tanggal lahir, upah"),
    "worker.viewed": gettext_lazy("nama, tanggal lahir, nomor HP, upah"),
    "worker.nik_shown": gettext_lazy("NIK"),
    "worker.kpj_shown": gettext_lazy("nomor KPJ"),
    "worker.corrected": gettext_lazy("data diubah"),
    "corrections.listed": gettext_lazy("nama, data yang diminta diperbaiki"),
    "cards.printed": gettext_lazy("nama, nomor KPJ"),
    "retention.forgotten": gettext_lazy("data dihapus"),
    "heir.account_shown": gettext_lazy("nomor rekening"),
    "run_workers.listed": gettext_lazy("nama, upah, iuran"),
    "roster.rows_seen": gettext_lazy("nama, isi roster"),
    "roster.errors_downloaded": gettext_lazy("NIK, isi roster"),
    "roster.samples_seen": gettext_lazy("contoh isi roster"),
    "person.exported": gettext_lazy("semua data"),
}
OTHER = gettext_lazy("nama dan data pada halaman itu")
# Acts on what speaks of many people that show none of them.
SHOW_NOBODY = [
    *("bill.issued", "bill.cancelled", "card_batch.planned", "card_batch.viewed", "roster.cancelled"),
    *("roster.answers_taken_back", "roster.columns_forgotten", "roster.mended"),
]
WORKER, HEIR, ROW = "WORKER", "HEIR", "ROW"


class NoSuchUser(Refused):
    """The trail knows nobody of this name."""


class BackToFront(Refused):
    """The end lies before the beginning."""


@dataclass(frozen=True)
class Asked:
    """Which acts are suspicious; `user`, `action` and `address` (as the trail keeps it) narrow, empty is all."""

    municipality: object
    since: datetime
    until: datetime
    user: User | None = None
    action: str = ""
    address: str = ""

    @property
    def condition(self):
        parts = ["e.municipality_id = %(municipality)s", "e.recorded_at >= %(since)s", "e.recorded_at < %(until)s"]
        if self.user:
            parts.append("(e.by_id = %(user)s OR e.on_behalf_of_id = %(user)s)")
        if self.action:
            parts.append("e.action = %(action)s")
        if self.address:
            parts.append("e.address = %(address)s")
        return " AND ".join(parts)

    @property
    def parameters(self):
        return {
            "municipality": self.municipality.pk, "since": self.since, "until": self.until, "action": self.action,
            "address": self.address, "user": self.user.pk if self.user else None,
        }  # fmt: skip


@dataclass(frozen=True)
class Touched:
    """One person: who it is, what was seen or changed of them, on which days first and last."""

    kind: str
    key: int
    nik: str
    name: str
    phone: str
    actions: Sequence[str]
    first: date
    last: date

    @property
    def data(self):
        return "; ".join(dict.fromkeys(str(KINDS.get(action, OTHER)) for action in self.actions))


# Lists: the people of a day and an act are one multirange, and each worker is looked up in it once.
LISTED = """
SELECT e.action, (e.recorded_at AT TIME ZONE %(zone)s)::date AS day,
  range_agg((e.detail->>'people')::int8multirange) AS people
FROM municipalities_auditevent e WHERE {condition} AND e.detail ? 'people' GROUP BY 1, 2
"""
# Acts about one thing: which workers it is about.
ABOUT = """
SELECT e.action, (e.recorded_at AT TIME ZONE %(zone)s)::date AS day, e.object_type, e.object_id::bigint AS object_id,
  e.detail->>'rows' AS row_numbers
FROM municipalities_auditevent e
WHERE {condition} AND e.object_id ~ '^[0-9]{{1,18}}$' AND e.object_type = ANY (%(types)s)
  AND e.action <> ALL (%(show_nobody)s)
"""
# (the object's type, how its workers are found)
WORKERS_OF = {
    "enrollment.worker": "SELECT o.id AS object, o.id AS worker FROM enrollment_worker o WHERE {mine}",
    "enrollment.enrollment": "SELECT o.id, o.worker_id FROM enrollment_enrollment o WHERE {mine}",
    "enrollment.correctionrequest": "SELECT o.id, o.worker_id FROM enrollment_correctionrequest o WHERE {mine}",
    "enrollment.workerdocument": "SELECT o.id, o.worker_id FROM enrollment_workerdocument o WHERE {mine}",
    "enrollment.familymember": "SELECT o.id, o.worker_id FROM enrollment_familymember o WHERE {mine}",
    "claims.claim": "SELECT o.id, o.worker_id FROM claims_claim o WHERE {mine}",
    "enrollment.cardbatch": (
        "SELECT h.batch_id, n.worker_id FROM enrollment_cardhandover h JOIN enrollment_enrollment n"
        " ON n.municipality_id = h.municipality_id AND n.id = h.enrollment_id WHERE {batch}"
    ),
    "contributions.bill": (
        "SELECT o.id, n.worker_id FROM contributions_bill o"
        " JOIN contributions_contributionline l ON l.municipality_id = o.municipality_id AND l.run_id = o.run_id"
        " JOIN enrollment_enrollment n ON n.municipality_id = l.municipality_id AND n.id = l.enrollment_id"
        " WHERE {mine} GROUP BY 1, 2"
    ),
    **{
        f"claims.{name}": (
            f"SELECT o.id, c.worker_id FROM claims_{name} o JOIN claims_claim c"
            " ON c.municipality_id = o.municipality_id AND c.id = o.claim_id WHERE {mine}"
        )
        for name in ("heir", "payout", "claimdocument", "scholarshipchild")
    },
    "claims.ceremony": (
        "SELECT i.ceremony_id, c.worker_id FROM claims_ceremonyitem i JOIN claims_payout p"
        " ON p.municipality_id = i.municipality_id AND p.id = i.payout_id JOIN claims_claim c"
        " ON c.municipality_id = p.municipality_id AND c.id = p.claim_id"
        " WHERE i.municipality_id = %(municipality)s AND i.ceremony_id IN (SELECT object_id FROM about)"
    ),
    # A paper of many keeps who stands on it in the event of its making; any other is about what it was printed of.
    "reports.paper": (
        "SELECT o.id, w.id FROM reports_paper o JOIN municipalities_auditevent k"
        " ON k.municipality_id = o.municipality_id AND k.object_type = 'reports.paper' AND k.object_id = o.id::text"
        " AND k.action = 'paper.kept' AND k.detail ? 'people' JOIN enrollment_worker w"
        " ON w.municipality_id = o.municipality_id AND w.id <@ (k.detail->>'people')::int8multirange WHERE {mine}"
        " UNION SELECT o.id, w.id FROM reports_paper o JOIN enrollment_worker w"
        " ON w.municipality_id = o.municipality_id AND w.public_id = o.object_id WHERE {mine}"
        " UNION SELECT o.id, n.worker_id FROM reports_paper o JOIN enrollment_enrollment n"
        " ON n.municipality_id = o.municipality_id AND n.public_id = o.object_id WHERE {mine}"
        " UNION SELECT o.id, r.worker_id FROM reports_paper o JOIN enrollment_correctionrequest r"
        " ON r.municipality_id = o.municipality_id AND r.public_id = o.object_id WHERE {mine}"
        " UNION SELECT o.id, n.worker_id FROM reports_paper o JOIN contributions_bill b"
        " ON b.municipality_id = o.municipality_id AND b.public_id = o.object_id JOIN contributions_contributionline l"
        " ON l.municipality_id = b.municipality_id AND l.run_id = b.run_id JOIN enrollment_enrollment n"
        " ON n.municipality_id = l.municipality_id AND n.id = l.enrollment_id WHERE {mine}"
        " UNION SELECT o.id, c.worker_id FROM reports_paper o JOIN claims_claim c"
        " ON c.municipality_id = o.municipality_id AND c.public_id = o.object_id WHERE {mine}"
        " UNION SELECT o.id, c.worker_id FROM reports_paper o JOIN claims_payout p"
        " ON p.municipality_id = o.municipality_id AND p.public_id = o.object_id JOIN claims_claim c"
        " ON c.municipality_id = p.municipality_id AND c.id = p.claim_id WHERE {mine}"
        " UNION SELECT o.id, c.worker_id FROM reports_paper o JOIN claims_ceremony m"
        " ON m.municipality_id = o.municipality_id AND m.public_id = o.object_id JOIN claims_ceremonyitem i"
        " ON i.municipality_id = m.municipality_id AND i.ceremony_id = m.id JOIN claims_payout p"
        " ON p.municipality_id = i.municipality_id AND p.id = i.payout_id JOIN claims_claim c"
        " ON c.municipality_id = p.municipality_id AND c.id = p.claim_id WHERE {mine}"
    ),
}
WORKERS = """
WITH listed AS MATERIALIZED ({listed}), about AS MATERIALIZED ({about}), touched AS (
  SELECT w.id AS worker, l.action, l.day FROM listed l JOIN enrollment_worker w
    ON w.municipality_id = %(municipality)s AND w.id <@ l.people
  UNION ALL {parts}
)
SELECT w.id, w.nik, w.name, w.phone, array_agg(DISTINCT t.action), min(t.day), max(t.day)
FROM touched t JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.id = t.worker
GROUP BY w.id, w.nik, w.name, w.phone ORDER BY w.name, w.id
"""
PART = (
    "SELECT o.worker, a.action, a.day FROM about a JOIN ({rows}) o (object, worker) ON o.object = a.object_id"
    " WHERE a.object_type = '{kind}'"
)
HEIRS = """
WITH about AS MATERIALIZED ({about})
SELECT h.id, h.nik, h.name, '', array_agg(DISTINCT a.action), min(a.day), max(a.day)
FROM about a JOIN claims_heir h ON h.municipality_id = %(municipality)s
  AND ((a.object_type = 'claims.heir' AND h.id = a.object_id)
    OR (a.object_type = 'claims.claim' AND h.claim_id = a.object_id)
    OR (a.object_type = 'claims.payout' AND h.id IN (
      SELECT p.heir_id FROM claims_payout p WHERE p.municipality_id = h.municipality_id AND p.id = a.object_id))
    OR (a.object_type = 'reports.paper' AND h.id IN (
      SELECT i.id FROM reports_paper o JOIN claims_claim c
        ON c.municipality_id = o.municipality_id AND c.public_id = o.object_id JOIN claims_heir i
        ON i.municipality_id = c.municipality_id AND i.claim_id = c.id
      WHERE o.municipality_id = h.municipality_id AND o.id = a.object_id
      UNION SELECT p.heir_id FROM reports_paper o JOIN claims_payout p
        ON p.municipality_id = o.municipality_id AND p.public_id = o.object_id
      WHERE o.municipality_id = h.municipality_id AND o.id = a.object_id)))
GROUP BY h.id, h.nik, h.name ORDER BY h.name, h.id
"""
# Rows of a roster that were seen, or all where nothing says which; whoever is a worker by now is there already.
ROWS = """
WITH about AS MATERIALIZED ({about})
SELECT min(r.id), coalesce(r.nik, ''), coalesce(r.name, ''), coalesce(max(r.phone), ''),
  array_agg(DISTINCT a.action), min(a.day), max(a.day)
FROM about a JOIN enrollment_rosterrow r ON r.municipality_id = %(municipality)s AND r.roster_id = a.object_id
  AND (a.row_numbers IS NULL OR a.row_numbers !~ '^[{{]' OR r.row_no::bigint <@ a.row_numbers::int8multirange)
WHERE a.object_type = 'enrollment.roster'
GROUP BY 2, 3 ORDER BY 3, 1
"""


def report(asked):
    """
    Everybody whose data these acts showed, took along or changed, workers first, then heirs, then rows of rosters.

    :raises BackToFront: if the end lies before the beginning
    """
    if asked.until <= asked.since:
        raise BackToFront(_("Waktu akhir harus sesudah waktu mulai."))
    mine = "o.municipality_id = %(municipality)s AND o.id IN (SELECT object_id FROM about)"
    batch = "h.municipality_id = %(municipality)s AND h.batch_id IN (SELECT object_id FROM about)"
    parts = " UNION ALL ".join(
        PART.format(kind=kind, rows=rows.format(mine=mine, batch=batch)) for kind, rows in WORKERS_OF.items()
    )
    listed, about = LISTED.format(condition=asked.condition), ABOUT.format(condition=asked.condition)
    given = asked.parameters | {
        "zone": asked.municipality.timezone, "types": [*WORKERS_OF, "enrollment.roster"],
        "show_nobody": SHOW_NOBODY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        found = [Touched(WORKER, *row) for row in ask(cursor, WORKERS, given, listed=listed, about=about, parts=parts)]
        found += [Touched(HEIR, *row) for row in ask(cursor, HEIRS, given, about=about)]
        known = {person.nik for person in found if person.nik}
        found += [Touched(ROW, *row) for row in ask(cursor, ROWS, given, about=about) if row[1] not in known]
    return found


def ask(cursor, question, given, **parts):
    cursor.execute(question.format(**parts), given)
    return cursor.fetchall()


def events(asked):
    """How many acts these are."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM municipalities_auditevent e WHERE {asked.condition}", asked.parameters)
        return cursor.fetchone()[0]


def user_named(username):
    """:raises NoSuchUser: if there is none"""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NoSuchUser(_("Tidak ada pengguna dengan nama itu."))
    return found


def note(asked, found, *, by, at):
    """The report itself has shown people: it stands in the trail like every list."""
    audit.record(
        "incident.reported", of=asked.municipality, municipality=asked.municipality, by=by, at=at, count=len(found),
        people=[person.key for person in found if person.kind == WORKER],
    )  # fmt: skip
