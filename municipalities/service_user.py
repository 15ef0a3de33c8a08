"""Every municipality has one user that cannot sign in and can never approve; routine work is done in its name."""

from municipalities.models import User


def service_username(municipality):
    return f"system-{municipality.code}"


PLATFORM = "system-platform"


def of_platform():
    """Who makes municipalities and offices by command and invites the first administrators."""
    return User.objects.get(username=PLATFORM)


def of(municipality):
    """The service user of this municipality."""
    return User.objects.get(username=service_username(municipality))
