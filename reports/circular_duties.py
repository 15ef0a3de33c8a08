"""What circulars ask for: those that were handed in wait for whoever issues them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common.rupiah import grouped
from municipalities.roles import Permission
from reports.duties import Duty, where


def of(standings):
    """One duty for all of them; the drafts of others are nobody's duty."""
    count = sum(each.submitted_circulars for each in standings)
    if not count:
        return []
    return [
        Duty(
            title=_("%(count)s surat edaran menunggu diterbitkan") % {"count": grouped(count)},
            detail=where(standings, lambda each: each.submitted_circulars)
            or _("Periksa isinya, lalu terbitkan atau kembalikan kepada penyusunnya."),
            page="circular_list",
            url=f"{reverse('circular_list')}?keadaan=SUBMITTED",
            permission=Permission.ISSUE_CIRCULAR,
            view=Permission.WRITE_CIRCULARS,
        )
    ]
