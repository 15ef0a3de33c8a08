"""Every municipality has one user that cannot sign in and can never approve; routine work is done in its name."""

from contextlib import contextmanager

from municipalities.context import tenant_context
from municipalities.models import User
from municipalities.roles import Role


PLATFORM = "system-platform"  # makes municipalities and offices by command, invites the first administrators


def service_username(municipality):
    return f"system-{municipality.code}"


def of(municipality):
    """The service user of this municipality."""
    return User.objects.get(username=service_username(municipality))


@contextmanager
def at_work(municipality, *, unit_id=None, patient=False):
    """
    Open a transaction, or a part of one, in which the service user sees the whole city; gives the service user.

    :param unit_id: it sees no other rows than those of this unit and of the units below it
    :param patient: for workers and commands, whose statements may take minutes
    """
    user = of(municipality)
    with tenant_context(user.pk, Role.SYSTEM, [municipality.pk], unit_id=unit_id, patient=patient):
        yield user
