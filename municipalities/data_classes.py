"""What each column says about a person, declared beside the model (UU 27/2022 Art. 34): docs/data-inventory.md."""

from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    PUBLIC = "PUBLIC"  # may hang on the notice board
    INTERNAL = "INTERNAL"  # of the office: no person in it
    PERSONAL = "PERSONAL"  # says who somebody is
    SPECIFIC = "SPECIFIC"  # money, health, children: UU 27/2022 Art. 4(2)


CLASSES = tuple(DataClass)
UNTIL_RETENTION = "until the city's retention rule"
WITH_THE_CITY = "as long as the city's records"


@dataclass(frozen=True)
class Data:
    """
    The names of a model's columns by class, each a text of words: data = Data(personal="nik name", internal="number").

    Keys (id, public_id, everything that points at another row) are INTERNAL and need no mention.

    :param whose: the people, where there are PERSONAL or SPECIFIC columns
    :param kept: how long, where it is not the rule of its kind
    """

    public: str = ""
    internal: str = ""
    personal: str = ""
    specific: str = ""
    whose: str = ""
    kept: str = ""

    def names(self, kind):
        return getattr(self, kind.lower()).split()

    @property
    def about_people(self):
        return bool(self.personal or self.specific)

    @property
    def how_long(self):
        return self.kept or (UNTIL_RETENTION if self.about_people else WITH_THE_CITY)


SIGNS_IN = "who signs in"
# Tables that libraries bring along: their models are not ours to write on.
OF_LIBRARIES = {
    "auth.Permission": Data(internal="name codename"),  # Django's own words; roles are in municipalities/roles.py
    "auth.Group": Data(internal="name"),  # unused
    "auth.Group_permissions": Data(),  # unused
    "municipalities.User_groups": Data(),  # unused
    "municipalities.User_user_permissions": Data(),  # unused
    "contenttypes.ContentType": Data(internal="app_label model"),  # names of models
    "account.EmailAddress": Data(  # where an account's mails go
        internal="verified primary", personal="email", whose=SIGNS_IN, kept="as long as the account"
    ),
    "account.EmailConfirmation": Data(internal="created sent key", kept="three days"),
    "mfa.Authenticator": Data(  # the secret of a second factor, sealed
        internal="type created_at last_used_at", specific="data", whose=SIGNS_IN, kept="as long as it is set up"
    ),
    "usersessions.UserSession": Data(  # the list of own sessions
        internal="created_at last_seen_at session_key data",
        personal="ip user_agent",
        whose=SIGNS_IN,
        kept="as long as the session",
    ),
    "sessions.Session": Data(  # who is signed in; what was searched for stands sealed in it
        internal="expire_date", personal="session_data", whose=SIGNS_IN, kept="12 hours after signing in"
    ),
}


def is_key(field):
    return field.primary_key or field.remote_field is not None or field.name == "public_id"


def data_of(model):
    """The declaration of a model, or None."""
    said = model.__dict__.get("data")
    return said if isinstance(said, Data) else OF_LIBRARIES.get(model._meta.label)


def classes_of(model):
    """{field name: DataClass}; None where nothing says."""
    said = {name: kind for kind in CLASSES for name in (data_of(model) or Data()).names(kind)}
    return {
        field.name: said.get(field.name, DataClass.INTERNAL if is_key(field) else None)
        for field in model._meta.local_fields
    }
