"""The agreements that are not signed yet, of many cities at once: whose text lies there, who had the last word."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from agreements.models import Agreement, AgreementVersion


Status = Agreement.Status


@dataclass(frozen=True)
class Talk:
    """
    `number` and `side` are of the newest version, `last_side` of the last word: that version, or a remark after it.

    :param since: when the last word was said; of an agreed text, since when it waits for signatures
    """

    agreement: Agreement
    number: int
    side: str
    last_side: str
    since: datetime | None
    signed: frozenset
    has_scan: bool

    @property
    def is_remark(self):
        """Whether somebody has said something to the text that lies there."""
        return self.last_side != self.side


def under_way(municipalities):
    """A Talk for each draft that the reader may see, each text in review and each that waits for signatures."""
    open_ones = Agreement.objects.filter(
        municipality__in=municipalities, status__in=(Status.DRAFT, Status.IN_REVIEW, Status.AGREED)
    )
    without_text = AgreementVersion.objects.defer("text")
    parts = (Prefetch("versions", without_text), "events", "signatures", "scans")
    return [
        talk(each) for each in open_ones.order_by("start_date", "pk").select_related("branch").prefetch_related(*parts)
    ]


def talk(agreement):
    versions, events = list(agreement.versions.all()), list(agreement.events.all())
    newest = versions[-1] if versions else None
    words = [(newest.at, newest.side)] if newest else []
    words += [
        (each.at, each.side)
        for each in events
        if each.before == each.after == Status.IN_REVIEW and newest and each.at >= newest.at
    ]
    since, last_side = words[-1] if words else (None, agreement.side)
    if agreement.status == Status.AGREED:
        since = max((each.at for each in events if each.before != each.after == Status.AGREED), default=since)
    return Talk(
        agreement=agreement,
        number=newest.number if newest else 0,
        side=newest.side if newest else agreement.side,
        last_side=last_side,
        since=since,
        signed=frozenset(each.side for each in agreement.signatures.all()),
        has_scan=bool(agreement.scans.all()),
    )
