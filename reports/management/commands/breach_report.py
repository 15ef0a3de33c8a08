from datetime import datetime
from zoneinfo import ZoneInfo

from municipalities import visitors
from municipalities.commands import TenantCommand, file_to_write
from municipalities.roles import Permission
from reports import incident_files, incidents


class Command(TenantCommand):
    help = "Exactly whose data was shown, taken along or changed between two instants, from the audit trail."
    permission = Permission.REPORT_INCIDENT

    def add_own_arguments(self, parser):
        parser.add_argument("--since", type=datetime.fromisoformat, required=True, metavar="2026-11-24T08:00")
        parser.add_argument("--until", type=datetime.fromisoformat, required=True, metavar="2026-11-24T17:00")
        parser.add_argument("--user", metavar="USERNAME")
        parser.add_argument("--action", default="", help="like workers.listed")
        parser.add_argument("--address", default="", help="the network address the sign-in came from")
        parser.add_argument("--out", type=file_to_write(".xlsx", ".csv"), metavar="FILE.xlsx", help="the list itself")

    def answer(self, *, municipality, by, at, since, until, user, action, address, out, **options):
        asked = incidents.Asked(
            municipality=municipality,
            since=in_zone(since, municipality),
            until=in_zone(until, municipality),
            user=incidents.user_named(user) if user else None,
            action=action,
            address=visitors.kept(address) if address else "",
        )
        found = incidents.report(asked)
        if out:
            with open(out, "wb") as file:
                incident_files.write(found, file, kind="csv" if out.lower().endswith(".csv") else "xlsx")
        incidents.note(asked, found, by=by, at=at)
        kinds = {kind: sum(person.kind == kind for person in found) for kind in incident_files.WHO}
        return {
            "events": incidents.events(asked), "people": len(found), "workers": kinds[incidents.WORKER],
            "heirs": kinds[incidents.HEIR], "roster_rows": kinds[incidents.ROW], "file": out or "",
        }  # fmt: skip


def in_zone(instant, municipality):
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(municipality.timezone))
