"""Every municipality has one user that cannot sign in and can never approve; routine work is done in its name."""

from municipalities.models import User


def service_username(municipality):
    return f"system-{municipality.code}"


def of(municipality):
    """The service user of this municipality."""
    return User.objects.get(username=service_username(municipality))
