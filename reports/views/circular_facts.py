"""What the pages of circulars show, in the words of templates/agreements/circular_*.html."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements import circulars, letters
from agreements.models import Circular
from municipalities.roles import Permission, may
from reports.compliance import LABELS, PART, UNKNOWN
from reports.papers import circular as circular_paper


def row(circular, offices, *, with_city):
    return header(circular) | {
        "municipality_label": str(circular.municipality) if with_city else "",
        "addressed": len(offices),
        "complied": followed(offices),
        "superseded_by": next((each.number for each in successors(circular)), ""),
        "is_invented": circular.is_invented,
    }


def all_about(circular, offices, *, day):
    newer = next(iter(successors(circular)), None)
    return {
        "circular": header(circular)
        | {
            "signer": circular.signer_office,
            "source": circular.source,
            "note": circular.note,
            "is_invented": circular.is_invented,
            "ended_date": circular.ended_date,
            "drafted_by": circular.drafted_by,
        },
        "letter": circular_paper.of(circular),
        "categories": [each.category.name for each in circular.categories.all()],
        "supersedes": named(circular.supersedes),
        "superseded_by": named(newer),
        "complied": followed(offices),
        "addressed": len(offices),
        "invented_population": any(each.is_invented for each in offices),
        "as_of": day,
        "events": events(circular),
    }


def acts(circular, request):
    """What this person may do with it now."""
    writes = may(request.role, Permission.WRITE_CIRCULARS)
    issues = may(request.role, Permission.ISSUE_CIRCULAR)
    own, status = circular.drafted_by_id == request.user.pk, circular.status
    missing = circulars.missing_for_issue(circular) if circular.is_pending else []
    draft, waits, holds = (status == each for each in ("DRAFT", "SUBMITTED", "ISSUED"))
    number = (
        letters.upcoming(municipality=circular.municipality, day=circular.date)[0][1] if circular.is_pending else ""
    )
    return {
        "missing": missing,
        "coming_number": "" if circular.number else number,
        "may_edit": draft and writes and own,
        "may_submit": draft and writes and not missing,
        "may_drop": draft and writes and own and not circular.events.all(),
        "may_take_back": waits and writes and own,
        "may_issue": waits and issues and not own,
        "may_copy": writes and not (draft and own),
        "may_replace": holds and writes,
        "may_withdraw": holds and issues,
        "may_remind": holds and writes,
        "may_print": may(request.role, Permission.PRINT_AGREEMENTS),
        "replace_url": f"{reverse('circular_new')}?{urlencode({'ganti': circular.public_id})}",
        "waits_for_others": waits and not (issues and not own),
    }


def header(circular):
    return {
        "public_id": circular.public_id,
        "number": circular.number,
        "title": circular.title,
        "date": circular.date,
        "is_pending": circular.is_pending,
        "status": circular.status.lower(),
        "status_label": circular.get_status_display(),
    }


def successors(circular):
    """Those that took its place; what is still written has not yet."""
    return [each for each in circular.successors.all() if not each.is_pending]


def named(circular):
    return {"public_id": circular.public_id, "number": circular.number} if circular else None


def followed(offices):
    return sum(each.followed for each in offices)


def events(circular):
    """Its steps, the latest first."""
    return [
        {"at": each.at, "by": each.by, "text": step(each), "note": each.note}
        for each in reversed(circular.events.all())
    ]


def step(event):
    return {
        Circular.Status.DRAFT: _("Menjadi konsep lagi"),
        Circular.Status.SUBMITTED: _("Diajukan"),
        Circular.Status.ISSUED: _("Diterbitkan"),
        Circular.Status.SUPERSEDED: _("Diganti"),
        Circular.Status.WITHDRAWN: _("Dicabut"),
    }[event.after]


def office(each):
    return {
        "unit_label": each.name,
        "population": each.population,
        "enrolled": each.enrolled,
        "since": each.since,
        "first_after": each.first_after,
        "status": PART if each.status == UNKNOWN else each.status,
        "status_label": LABELS[each.status],
    }
