"""Every address of the URLconf, the policy for it (urls.toml), and who stands before the doors."""

import tomllib
from pathlib import Path

from django.urls import URLResolver, get_resolver, reverse

from municipalities.roles import ROLES
from tests.safety.objects import NOBODY, identity, object_in, stands_in_a_unit


POLICY = tomllib.loads((Path(__file__).parent / "urls.toml").read_text())
PEOPLE = {
    "ADMIN": "admin",
    "OPERATOR": "operator",
    "CLERK": "clerk",
    "APPROVER": "approver",
    "TREASURER": "treasurer",
    "MAYOR_OFFICE": "mayor",
    "AUDITOR": "auditor",
    "OFFICER": "officer",
    "BRANCH_HEAD": "head",
    "PLATFORM": "platform",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def patterns(resolver=None, prefix=""):
    """(name, pattern) of every address, with its namespace."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield (f"{prefix}{pattern.name}" if pattern.name else None), pattern


def line_to_add(name, pattern):
    """The line of urls.toml that this address still needs, as good as it can be guessed."""
    permission = getattr(pattern.callback, "permission", None)
    roles = [role for role in PEOPLE if permission in ROLES[role]] if permission else ["everyone"]
    ids = ", ".join(f'{parameter} = "APP.MODEL"' for parameter in pattern.pattern.converters)
    who = ", ".join(f'"{role}"' for role in roles)
    return f"{name} = {{ GET = [{who}]{f', ids = {{ {ids} }}' if ids else ''} }}"


class Address:
    """One named address and what the policy says of it."""

    def __init__(self, name):
        self.name = name
        self.policy = POLICY["urls"][name]
        self.ids = self.policy.get("ids", {})

    def roles(self, method):
        """The roles that may; with "anyone" also None, who has not signed in."""
        return spelled_out(self.policy.get("GET" if method == "HEAD" else method, []))

    @property
    def is_of_a_unit(self):
        return any(stands_in_a_unit(kind) for kind in self.ids.values())

    @property
    def methods(self):
        return {method for method in METHODS if method in self.policy} | ({"HEAD"} if "GET" in self.policy else set())

    def of(self, city, unit=None):
        """Where the things of this city stand, in its school or another unit; of no city: where nothing stands."""
        kinds = set(self.ids.values()) if city else ()
        return self.to({kind: object_in(city, kind, unit or city.school) for kind in sorted(kinds)})

    def to(self, things):
        """Where these things stand: {kind: the thing}."""
        values = dict(self.policy.get("args", {}))
        for parameter, kind in self.ids.items():
            values[parameter] = getattr(things[kind], identity(kind, parameter)) if kind in things else NOBODY
        query = self.policy.get("query")
        return reverse(self.name, kwargs=values) + (f"?{query}" if query else "")


def spelled_out(who):
    found = set()
    for word in [who] if isinstance(who, str) else who:
        if word == "anyone":
            found |= {None, *PEOPLE}
        elif word in POLICY["groups"]:
            found |= spelled_out(POLICY["groups"][word])
        elif word in PEOPLE:
            found.add(word)
        else:
            raise ValueError(f"urls.toml: {word} is neither a role nor a group")
    return found
