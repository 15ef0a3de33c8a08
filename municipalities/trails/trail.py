"""Reading the audit trail: what is asked for, a page of it, and each event as a person reads it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities import audit
from municipalities.days import read_day
from municipalities.models import AuditEvent, AuditSeal, User
from municipalities.roles import ROLE_LABELS, Permission, Role, may
from municipalities.trails import sentences, trail_words


A_PAGE = 12
FILTERS = ("pelaku", "kegiatan", "objek", "dari", "sampai")
WORDS = {"pelaku": "person", "kegiatan": "group", "objek": "object", "dari": "from", "sampai": "until"}
LABELS = {
    "pelaku": gettext_lazy("Pelaku: %(value)s"),
    "kegiatan": gettext_lazy("Kegiatan: %(value)s"),
    "objek": gettext_lazy("Tentang: %(value)s"),
    "dari": gettext_lazy("Dari: %(value)s"),
    "sampai": gettext_lazy("Sampai: %(value)s"),
}
LATELY = timedelta(days=92)  # whoever did something since is among the names to choose from
# Where an object can be looked at, and by whom.
PAGES = {
    "enrollment.worker": ("worker_detail", Permission.VIEW_WORKERS),
    "enrollment.roster": ("roster_detail", Permission.VIEW_ROSTERS),
    "enrollment.unitgap": ("gap_detail", Permission.VIEW_COVERAGE),
    "enrollment.cardbatch": ("handover_detail", Permission.PRINT_CARDS),
    "reports.cardorder": ("card_order", Permission.PRINT_CARDS),
    "contributions.contributionrun": ("run_detail", Permission.VIEW_MONEY),
    "contributions.bill": ("bill_paper", Permission.VIEW_MONEY),
    "agreements.agreement": ("agreement_detail", Permission.VIEW_AGREEMENTS),
    "agreements.circular": ("circular_detail", Permission.VIEW_AGREEMENTS),
    "claims.claim": ("claim_detail", Permission.VIEW_CLAIMS),
    "reports.paper": ("paper_download", Permission.VIEW_PAPERS),
}


@dataclass(frozen=True)
class Asked:
    """What the page or the download was narrowed to; what makes no sense is left out."""

    municipality: object
    given: dict = field(default_factory=dict)

    @property
    def by(self):
        return (
            int(self.given["pelaku"]) if self.given["pelaku"].isdecimal() and len(self.given["pelaku"]) < 19 else None
        )

    @property
    def group(self):
        return self.given["kegiatan"] if self.given["kegiatan"] in sentences.GROUPS else ""

    @property
    def thing(self):
        try:
            return UUID(self.given["objek"])
        except ValueError:
            return None

    def of_person(self):
        return Q(by=self.by) | Q(on_behalf_of=self.by)

    @cached_property
    def person(self):
        """Who was asked for; nobody who has done nothing here, for people of other cities are not told."""
        here = AuditEvent.objects.filter(self.of_person(), municipality=self.municipality)
        return User.objects.filter(pk=self.by).first() if here.exists() else None

    def instant(self, name, *, end=False):
        """The first moment of the day, or of the day after, by the clocks of the city."""
        try:
            day = read_day(self.given[name]) + timedelta(days=end)
        except (ValueError, OverflowError):
            return None
        return datetime.combine(day, time.min, ZoneInfo(self.municipality.timezone))

    @property
    def unread(self):
        """What was typed as a day and is none."""
        return [self.given[name] for name in ("dari", "sampai") if self.given[name] and not self.instant(name)]

    def events(self):
        """The events that were asked for, the newest first."""
        found = AuditEvent.objects.filter(municipality=self.municipality)
        if self.by:
            found = found.filter(self.of_person())
        if self.group:
            found = found.filter(self.of_group())
        if self.thing:
            found = found.filter(public_id=self.thing)
        if start := self.instant("dari"):
            found = found.filter(recorded_at__gte=start)
        if end := self.instant("sampai", end=True):
            found = found.filter(recorded_at__lt=end)
        return found.select_related("by", "on_behalf_of").order_by("-recorded_at", "-id")

    def of_group(self):
        return Q(action__in=sentences.actions_of(self.group))

    @cached_property
    def narrowed(self):
        """{filter: what it was narrowed to, in words}"""
        said = {
            "pelaku": self.by and str(self.person or "…"),
            "kegiatan": self.group and str(sentences.GROUPS[self.group]),
            "objek": self.thing and (self.events().values_list("label", flat=True).first() or "…"),
            "dari": self.instant("dari") and self.given["dari"],
            "sampai": self.instant("sampai") and self.given["sampai"],
        }
        return {name: words for name, words in said.items() if words}

    def words(self):
        """The same as the trail keeps it."""
        return {WORDS[name]: words for name, words in self.narrowed.items()}


def asked(municipality, given):
    return Asked(municipality, {name: given.get(name, "")[:40].replace("\0", "") for name in FILTERS})


def page(wanted, *, after=""):
    """(events, whether there are more) after this event, or from the newest on."""
    found = wanted.events()
    mark = mark_of(wanted.municipality, after)
    if mark:
        at, event_id = mark
        found = found.filter(Q(recorded_at=at, id__lt=event_id) | Q(recorded_at__lt=at), recorded_at__lte=at)
    events = list(found[: A_PAGE + 1])
    return events[:A_PAGE], len(events) > A_PAGE


def mark_of(municipality, after):
    try:
        event_id = UUID(after)
    except ValueError:
        return None
    return AuditEvent.objects.filter(municipality=municipality, pk=event_id).values_list("recorded_at", "id").first()


def numbers_of(events):
    """{event id: its number in the chain}; what is not sealed yet has none."""
    seals = AuditSeal.objects.filter(event__in=[event.pk for event in events])
    return dict(seals.values_list("event_id", "number"))


def people_of(wanted):
    """Who has done something lately, by name."""
    lately = AuditEvent.objects.filter(municipality=wanted.municipality)
    newest = lately.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if newest is None:
        return []
    lately = lately.filter(recorded_at__gte=newest - LATELY)
    found = {*User.objects.filter(pk__in=lately.values("by_id").distinct())}
    found |= {wanted.person} - {None} if wanted.by else set()
    return sorted(found, key=lambda user: str(user).casefold())


def row(event, *, role, number=None):
    """One event as the page and the download tell it."""
    return {
        "id": event.pk,
        "number": number,
        "at": event.recorded_at,
        "who": who(event),
        "role_label": role_label(event),
        "text": sentences.sentence(event),
        "action": event.action,
        "personal": event.action in sentences.SHOWS_PERSONS,
        "url": address(event, role),
        "about_url": about(event),
        "changes": [change(event, name, *both) for name, both in event.changes.items()],
        "facts": facts(event),
        "request_id": event.request_id,
    }


def role_label(event):
    """The service user's name says its role already."""
    return str(ROLE_LABELS[Role(event.role)]) if event.role in set(Role) - {Role.SYSTEM} else ""


def who(event):
    if event.on_behalf_of:
        return _("%(system)s, atas permintaan %(person)s,") % {"system": event.by, "person": event.on_behalf_of}
    return str(event.by)


def change(event, name, before, after):
    return {
        "name": trail_words.name_of(event, name),
        "before": trail_words.value_of(event, name, before),
        "after": trail_words.value_of(event, name, after),
    }


def facts(event):
    """What else the event says; what its changes say already is left out."""
    return [
        {"name": trail_words.name_of(event, name), "value": trail_words.value_of(event, name, value)}
        for name, value in sorted(event.detail.items())
        if name not in event.changes and name != audit.PEOPLE  # ids, for who looks for one person
    ]


def address(event, role):
    """Where this reader may look at the object; empty where not."""
    name, permission = PAGES.get(event.object_type, ("", None))
    if not name or not event.public_id or not may(role, permission):
        return ""
    try:
        return reverse(name, args=[event.public_id])
    except NoReverseMatch:
        return ""


def about(event):
    """All that happened to the same object; of the whole city that would be the list of lists."""
    if not event.public_id or event.object_type == "municipalities.municipality":
        return ""
    return listing(objek=str(event.public_id))


def listing(**given):
    parts = {name: value for name, value in given.items() if value}
    return reverse("audit_trail") + ("?" + urlencode(parts) if parts else "")
