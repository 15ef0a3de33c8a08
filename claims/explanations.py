"""The law of a day in the order in which a family asks: which death, how much, the children, the treatment."""

from claims.models import BENEFIT_LABELS, LEVEL_LABELS
from common.months import add_months
from regulations import accident_benefits as accident
from regulations import death_benefits as law
from regulations.eligibility import SCHOLARSHIP_AGE, WAITING_TIME
from regulations.words import Cause, Program


LONG_MEMBERSHIP = 12 * 10  # months: past every waiting time


def on(day, *, wage=None):
    """The whole context of the page, as of this day; `wage` fills in the example of a work accident."""
    levels = law.SCHOLARSHIP_LEVELS.on(day)
    most = law.MOST_CHILDREN.on(day).value
    per_child = sum(level.yearly * level.years for level in levels.value)
    times, floor = law.DEATH_TIMES.on(day), law.DEATH_FLOOR.on(day)
    return {
        "day": day,
        "natural": benefits(day, Cause.NATURAL),
        "accident": {
            "times": times.value,
            "source": times.source,
            "floor": floor.value,
            "periodic": law.PERIODIC[Program.JKK].on(day).value,
            "funeral": law.FUNERAL[Program.JKK].on(day).value,
        },
        "example": benefits(day, Cause.WORK_ACCIDENT, wage) | {"wage": wage} if wage is not None else None,
        "levels": [level_row(level) for level in levels.value],
        "levels_source": levels.source,
        "scholarship": {
            "per_child": per_child,
            "most_children": most,
            "most": per_child * most,
            "months": law.SCHOLARSHIP_MONTHS[Program.JKM].on(day).value,
            "age": SCHOLARSHIP_AGE.on(day).value,
        },
        "treatment": {
            "source": accident.MEDICAL_CARE.on(day).source,
            "home_care": accident.UP_TO["home_care"].on(day).value,
            "transport": [accident.UP_TO[f"transport_by_{way}"].on(day).value for way in ("land", "sea", "air")],
        },
        "waiting": waiting(day),
    }


def benefits(day, cause, wage=0):
    found = law.benefits_for(cause=cause, died=day, wage=wage or 0, member_since=add_months(day, -LONG_MEMBERSHIP))
    lines = [
        {"benefit_label": BENEFIT_LABELS[line.benefit], "amount": line.amount, "source": line.source}
        for line in found.lines
    ]
    return {"lines": lines, "total": found.total}


def level_row(level):
    return {
        "label": LEVEL_LABELS[level.level],
        "yearly": level.yearly,
        "years": level.years,
        "most": level.yearly * level.years,
    }


def waiting(day):
    entry = WAITING_TIME.find(day)
    if entry is None:
        return None
    return {
        "months": entry.value.min_membership_months,
        "segments": ", ".join(entry.value.segments),
        "source": entry.source,
        "funeral": law.FUNERAL[Program.JKM].on(day).value,
    }
