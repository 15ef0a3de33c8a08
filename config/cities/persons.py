"""The invented people of a city's file who act in the demo."""

from municipalities.context import tenant_context
from municipalities.models import User


def person_of(given, role):
    """The first person of the file in this role."""
    return User.objects.get(username=next(user["username"] for user in given["users"] if user["role"] == role))


class Staff:
    """The people of the city and its branch, each acting in the own role."""

    def __init__(self, given, city):
        self.given = given
        self.city = city

    def acting(self, role):
        return tenant_context(person_of(self.given, role).pk, role, [self.city.pk], patient=True)

    def take(self, role, verb, at, **what):
        with self.acting(role):
            return verb(by=person_of(self.given, role), at=at, **what)
