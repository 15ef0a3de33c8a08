"""
What a process asks of the database before it serves: web, worker, beat and relay.

It tries the wall instead of reading its policies; those are the gates' (`check_wall`).
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from municipalities.wall import canary


ATTRIBUTES = """
    SELECT rolname::text, ARRAY_REMOVE(ARRAY[
        CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN rolreplication THEN 'REPLICATION' END], NULL)
    FROM pg_roles WHERE rolname = current_user"""
# 'MEMBER', since 'USAGE' misses the memberships of a role that does not inherit
MEMBERSHIPS = """
    SELECT rolname::text FROM pg_roles
    WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER') ORDER BY 1"""
# Whatever it is: table, function, schema, type; the temporary tables of a bulk load are not meant.
OWNED = """
    SELECT pg_describe_object(d.classid, d.objid, d.objsubid)
    FROM pg_shdepend d
    WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = current_user::regrole AND d.deptype = 'o'
      AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND NOT EXISTS (SELECT 1 FROM pg_class c
                      WHERE d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relpersistence = 't')
    ORDER BY 1 LIMIT 5"""


def refuse_unsafe_role(connection):
    """
    Look at the role this process signed in as, and at what it sees with and without a context.

    :raises ImproperlyConfigured: if the role is more than the application's, or the canary is seen or hidden wrongly
    """
    with connection.cursor() as cursor:
        cursor.execute(ATTRIBUTES)
        role, attributes = cursor.fetchone()
        faults = [f"it has {attribute}" for attribute in attributes]
        cursor.execute(MEMBERSHIPS)
        faults += [f"it is a member of {name}" for (name,) in cursor.fetchall()]
        cursor.execute(OWNED)
        faults += [f"it owns {name}" for (name,) in cursor.fetchall()]
    if faults:
        raise ImproperlyConfigured(
            f"The database role {role} could see through the tenant wall: {', '.join(faults)}. "
            "Web, worker, beat and relay must sign in as payung_app: set PAYUNG_APP_URL, or DATABASE_URL and run "
            "set_up."
        )
    try:
        refuse_wrong_sight(connection, role)
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The tenant wall could not be tried: {error}\n"
            "Is the schema there? Run set_up (or migrate), then start again."
        ) from error


def refuse_wrong_sight(connection, role):
    """:raises ImproperlyConfigured: if the canary is seen without a context, or not seen with its own"""
    without = canaries_seen(connection, canary.WITHOUT_CONTEXT)
    if without:
        raise ImproperlyConfigured(
            f"The tenant wall does not stand: the role {role} sees rows without a context. "
            "Stop serving, run check_wall and mend what it names."
        )
    if canaries_seen(connection, canary.WITH_CONTEXT) != 1:
        raise ImproperlyConfigured(
            f"The tenant wall lets nobody pass: the role {role} does not see the canary in its own context. "
            "Run migrate, which plants it, and check_wall, which names what is wrong."
        )


def canaries_seen(connection, context):
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(context)
        cursor.execute(canary.SEEN)
        seen = cursor.fetchone()[0]
        cursor.execute(canary.WITHOUT_CONTEXT)  # a released savepoint would leak the context outward
    return seen
