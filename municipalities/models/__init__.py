from municipalities.models.canary import Canary
from municipalities.models.decrees import Holiday, MinimumWage, WageBasis, one_at_a_time
from municipalities.models.mails import Mail
from municipalities.models.people import Scope, User
from municipalities.models.places import Branch, BranchMunicipality, Municipality, Region
from municipalities.models.submissions import Submission
from municipalities.models.tenant import (
    PeriodQuerySet,
    PublicModel,
    TenantModel,
    TenantQuerySet,
    ends_after_it_starts,
    held_by_parent,
    manager_of,
    public_key,
)
from municipalities.models.traces import AuditEvent, AuditSeal, Job, Outbox, Slot
from municipalities.models.units import Category, Funding, Programs, Registration, Sector, Segment, Unit


__all__ = [
    "AuditEvent",
    "AuditSeal",
    "Branch",
    "BranchMunicipality",
    "Canary",
    "Category",
    "Funding",
    "Holiday",
    "Job",
    "Mail",
    "MinimumWage",
    "Municipality",
    "Outbox",
    "PeriodQuerySet",
    "Programs",
    "PublicModel",
    "Region",
    "Registration",
    "Scope",
    "Sector",
    "Segment",
    "Slot",
    "Submission",
    "TenantModel",
    "TenantQuerySet",
    "Unit",
    "User",
    "WageBasis",
    "ends_after_it_starts",
    "held_by_parent",
    "manager_of",
    "one_at_a_time",
    "public_key",
]
