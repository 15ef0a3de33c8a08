"""What can be done about one enrollment on its person's page, by whom: end it, change its kind, go on at own cost."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common.months import month_name, next_month
from enrollment import enrollments
from enrollment.models import EndReason, Enrollment
from municipalities.models import Segment
from municipalities.roles import Permission, may


def of(enrollment, *, role, day):
    """{act: its address} of what this role may do about it today; the verbs have the last word."""
    if not may(role, Permission.COMMIT_ROSTER) or enrollment.claimed:
        return {}
    if enrollment.end_date is None or enrollment.end_date >= day:
        found = {"end": "enrollment_end", "change": "enrollment_change"}
    else:
        found = {}
    if enrollment.start_date <= day:
        found["wage"] = "enrollment_wage"
    if can_continue(enrollment, day=day):
        found["go_on"] = "enrollment_continue"
    return {act: reverse(name, args=[enrollment.public_id]) for act, name in found.items()}


def can_continue(enrollment, *, day):
    """Whether the person may go on at own cost without a gap; what another enrollment goes on from is not asked."""
    if enrollment.end_date is None or enrollment.end_reason in (EndReason.MOVED, EndReason.STATUS_CHANGED):
        return False
    rows = Enrollment.objects.filter(municipality_id=enrollment.municipality_id, pk=enrollment.pk)
    against = enrollments.against_continuing(rows, category=None, today=day)
    later = Enrollment.objects.filter(
        municipality_id=enrollment.municipality_id, worker_id=enrollment.worker_id, start_date__gt=enrollment.end_date,
        is_void=False,
    )  # fmt: skip
    return not later.exists() and not any(found.exists() for _refusal, found in against)


def last_day_to_continue(enrollment):
    """Until when it can be taken up without a gap: the end of the month after the last one that was paid for."""
    return next_month(next_month(enrollment.end_date)) - enrollments.ONE_DAY


def paid_beyond(rows, *, day):
    """What becomes of approved months of these that lie after the month of their last day; "" where there are none."""
    last = enrollments.paid_beyond(rows, day=day)
    words = _(
        "Iuran sampai %(month)s sudah disetujui dan tidak berubah; kelebihan sesudah hari terakhir dihitung dengan "
        "iuran koreksi."
    )
    return words % {"month": month_name(last)} if last else ""


def own_cost_categories(municipality):
    """The kinds outside wages; nobody is paid a wage by himself."""
    return municipality.categories.filter(segment=Segment.BPU).order_by("name")


def other_categories(enrollment):
    return enrollment.municipality.categories.filter(~Q(pk=enrollment.category_id)).order_by("name")
