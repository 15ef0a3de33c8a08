"""Who is enrolled counts in an estimate as the month owes it, by what the city has answered."""

from datetime import date

from enrollment import estimates
from enrollment.models import Enrollment
from municipalities.models import RuleChoice
from regulations.choices import Rule
from regulations.eligibility import month_owed
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


MONTH = date(2026, 10, 1)
DAYS = (
    *((date(2026, 10, day), None) for day in (1, 15, 16)),
    *((date(2026, 1, 1), date(2026, 10, day)) for day in (9, 10, 31)),
    (date(2026, 10, 16), date(2026, 10, 31)),
)


def test_an_estimate_owes_a_month_as_the_run_does(world):
    with administrator():
        for rule, day in ((Rule.MONTH_OF_JOINING, "15"), (Rule.MONTH_OF_LEAVING, "10")):
            RuleChoice.objects.create(
                municipality=world.bengkulu, rule=rule, value=day, source="Surat", decided_by="Kepala",
                start_date=date(2026, 1, 1),
            )  # fmt: skip
        for start, end in DAYS:
            ended = {"end_date": end, "end_reason": "RESIGNED"} if end else {}
            make_enrollment(world.bengkulu, wage=1_000_000, start_date=start, **ended)
    with world.acting(world.operator):
        rows = Enrollment.objects.filter(estimates.owing(world.bengkulu.pk, MONTH))
        owed = {*rows.values_list("start_date", "end_date")}
        kinds = estimates.enrolled(world.bengkulu, MONTH)
    answers = {"joining_until": 15, "leaving_from": 10}
    assert owed == {(start, end) for start, end in DAYS if month_owed(MONTH, start=start, end=end, **answers)}
    assert sum(kinds.values()) == len(owed) == 4
