"""The tenant context of one transaction: who asks, in which role, over which municipalities."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


KEYS = ("app.user_id", "app.role", "app.municipality_ids", "app.unit_id")


@dataclass(frozen=True)
class Acting:
    """Who acts in this transaction, in which role."""

    user_id: int | None = None
    role: str = ""


NOBODY = Acting()
_inside = ContextVar("tenant_context", default=None)


class NoTenant(Exception):
    """A TENANT table was asked without a context; the database would answer with no rows."""


def _get():
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(KEYS)), KEYS)
        return cursor.fetchone()


def _set(values, *, patient=False):
    # The strict timeouts are the role's default; long work raises them in the same statement, for this transaction.
    pairs = [*zip(KEYS, values, strict=True)]
    if patient:
        pairs += [("statement_timeout", "10min"), ("lock_timeout", "5s")]
        pairs += [("idle_in_transaction_session_timeout", "60s")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(pairs)), [x for pair in pairs for x in pair]
        )


@contextmanager
def tenant_context(user_id, role, municipality_ids, *, unit_id=None, patient=False):
    """
    Open a transaction in which the database shows what this user may see in this role.

    The settings only narrow: the database decides from the user's scopes.
    `patient` is for workers and commands, whose statements may take minutes.

    :param unit_id: the service user works for this unit and those below it alone
    """
    # What is set here ends with the transaction, unless this is a part of a longer one.
    is_part = connection.in_atomic_block
    with transaction.atomic():
        before = _get() if is_part else None
        cities = ",".join(str(int(m)) for m in municipality_ids)
        _set((str(user_id), str(role), cities, str(unit_id or "")), patient=patient)
        token = _inside.set(Acting(user_id, str(role)))
        try:
            yield
        finally:
            _inside.reset(token)
        if is_part and not connection.needs_rollback:
            _set(before)  # a released savepoint would leak the inner value outward


def sees(municipality_id):
    """Whether this context shows the rows of that municipality."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s = ANY (sec.munis())", [municipality_id])
        return cursor.fetchone()[0]


def require():
    """:raises NoTenant: outside a tenant context"""
    if _inside.get() is None:
        raise NoTenant("Open tenant_context(...) first: without it this table shows nothing.")


def acting():
    """Who acts here; nobody outside a tenant context and in set-up."""
    return _inside.get() or NOBODY


@contextmanager
def as_owner():
    """For set-up through the owner's login and for fixtures: no tenant context is asked for."""
    token = _inside.set(NOBODY)
    try:
        yield
    finally:
        _inside.reset(token)
