"""What cards ask for: the branch is to issue them, and the city to hand them over, within the days of the law."""

from django.utils.translation import gettext as _

from common.rupiah import grouped
from enrollment import card_days
from municipalities.roles import Permission, Role
from reports.duties import Duty


def of(standings):
    """The duties of cards that are late, most pressing first."""
    late = sorted((each for here in standings for each in here.late_cards), key=lambda each: each[1].due)
    for batch, clock in late:
        yield Duty(
            title=title_of(batch, clock),
            detail=_("Batasnya %(days)s hari kerja, %(source)s.") % {"days": clock.days, "source": clock.source},
            page="cards",
            url=batch.get_absolute_url(),
            permission=Permission.HAND_OVER_CARDS,
            view=Permission.PRINT_CARDS,
            status="late",
            due_date=clock.due,
            only=(Role.OFFICER, Role.BRANCH_HEAD) if clock.kind == card_days.ISSUE else (),
        )


def title_of(batch, clock):
    """What is late of a batch, with how many cards where they are to be handed over."""
    if clock.kind == card_days.ISSUE:
        return _("%(batch)s: kartu belum diterbitkan") % {"batch": batch.title}
    left = grouped(batch.cards - batch.handed_over)
    return _("%(batch)s: %(left)s kartu belum diserahkan") % {"batch": batch.title, "left": left}
