from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import SIGNS_IN, Data
from municipalities.models.places import Branch, Municipality
from municipalities.models.tenant import PeriodQuerySet, ends_after_it_starts
from municipalities.models.units import Unit
from municipalities.roles import ROLE_LABELS, Role
from municipalities.wall import TenantForeignKey


class User(AbstractUser):
    """A person who signs in, or a service user, who cannot (is_service)."""

    data = Data(
        internal="is_superuser is_staff is_active date_joined is_service last_login",
        personal="username first_name last_name email",
        specific="password",
        whose=SIGNS_IN,
        kept="as long as the trail names the person",
    )

    is_service = models.BooleanField(default=False)
    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Upper("email"), condition=~models.Q(email=""), name="an_address_is_of_one_account")
        ]

    def __str__(self):
        return self.get_full_name() or (str(_("Sistem")) if self.is_service else self.username)

    @property
    def audit_name(self):
        return str(self)


class Scope(models.Model):
    """Where a user may act in which role, from when to when. The database reads it at every statement."""

    wall = wall.ACCOUNTS
    data = Data(internal="role start_date end_date")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scopes")
    role = models.CharField(_("peran"), max_length=20, choices=[(role.value, ROLE_LABELS[role]) for role in Role])
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="scopes"
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="scopes")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="scopes")
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "role"], name="scope_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="PLATFORM", municipality=None, branch=None)
                | (
                    ~models.Q(role="PLATFORM")
                    & (
                        models.Q(municipality=None, branch__isnull=False)
                        | models.Q(municipality__isnull=False, branch=None)
                    )
                ),
                name="scope_is_of_a_city_of_a_branch_or_of_the_platform",
            ),
            models.CheckConstraint(
                condition=models.Q(role="CLERK", unit__isnull=False) | (~models.Q(role="CLERK") & models.Q(unit=None)),
                name="a_clerk_and_nobody_else_has_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None) | models.Q(municipality__isnull=False), name="scope_unit_has_a_city"
            ),
            ends_after_it_starts("scope"),
        ]

    def __str__(self):
        return f"{self.role} {self.place}"

    @property
    def audit_name(self):
        return f"{self.role_label}, {self.place}"

    @property
    def role_label(self):
        return ROLE_LABELS[Role(self.role)]

    @property
    def place(self):
        return str(self.unit or self.municipality or self.branch or _("Seluruh Payung"))
