"""The invented people of a city's file who act in the demo."""

from municipalities.models import User


def person_of(given, role):
    """The first person of the file in this role."""
    return User.objects.get(username=next(user["username"] for user in given["users"] if user["role"] == role))
