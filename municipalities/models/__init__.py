from municipalities.models.accounts import AccountEvent, KeptForm, SecondFactorReset
from municipalities.models.canary import Canary
from municipalities.models.decrees import DatedModel, Holiday, MinimumWage, WageBasis, one_at_a_time
from municipalities.models.invitations import Invitation
from municipalities.models.letterheads import Letterhead, PaperFormat
from municipalities.models.mails import Mail
from municipalities.models.officials import Office, Official
from municipalities.models.people import Scope, User
from municipalities.models.places import Branch, BranchMunicipality, Municipality, Region
from municipalities.models.registrations import Registration
from municipalities.models.routines import BillDivision, ReminderPlan, RetentionPeriod, RunOpening, SentReminder
from municipalities.models.rule_choices import RULE_LABELS, RuleChoice
from municipalities.models.scans import KeptScan
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
from municipalities.models.traces import PEOPLE, AuditEvent, AuditSeal, Job, Outbox, Slot
from municipalities.models.unit_history import CategoryBand, MergedRow, UnitImport, UnitMerge, UnitName, UnitPlace
from municipalities.models.units import Category, Funding, Programs, Sector, Segment, Unit


__all__ = [
    "PEOPLE",
    "RULE_LABELS",
    "AccountEvent",
    "AuditEvent",
    "AuditSeal",
    "BillDivision",
    "Branch",
    "BranchMunicipality",
    "Canary",
    "Category",
    "CategoryBand",
    "DatedModel",
    "Funding",
    "Holiday",
    "Invitation",
    "Job",
    "KeptForm",
    "KeptScan",
    "Letterhead",
    "Mail",
    "MergedRow",
    "MinimumWage",
    "Municipality",
    "Office",
    "Official",
    "Outbox",
    "PaperFormat",
    "PeriodQuerySet",
    "Programs",
    "PublicModel",
    "Region",
    "Registration",
    "ReminderPlan",
    "RetentionPeriod",
    "RuleChoice",
    "RunOpening",
    "Scope",
    "SecondFactorReset",
    "Sector",
    "Segment",
    "SentReminder",
    "Slot",
    "Submission",
    "TenantModel",
    "TenantQuerySet",
    "Unit",
    "UnitImport",
    "UnitMerge",
    "UnitName",
    "UnitPlace",
    "User",
    "WageBasis",
    "ends_after_it_starts",
    "held_by_parent",
    "manager_of",
    "one_at_a_time",
    "public_key",
]
