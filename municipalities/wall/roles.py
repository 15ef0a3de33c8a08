"""Making the roles and the database, with the administrator's login."""

from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from municipalities.wall.functions import CLUSTER, ROLES, SCHEMA


def connect(settings, name=None):
    options = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    connection = psycopg2.connect(
        dbname=name or settings["NAME"],
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        **options,
    )
    connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    return closing(connection)


def make_roles(admin, passwords):
    """
    Create the roles or bring them to what they should be; once per cluster.

    :param admin: settings of an administrator's login
    :param passwords: {role: password}; "" leaves a role without one
    """
    with connect(admin, "postgres") as connection, connection.cursor() as cursor:
        # Two set-ups on one cluster would otherwise trip over each other.
        cursor.execute("SELECT pg_advisory_lock(hashtext('payung set_up'))")
        for role, attributes in ROLES.items():
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            word = "ALTER" if cursor.fetchone() else "CREATE"
            cursor.execute(f"{word} ROLE {role} {attributes}")
            if passwords.get(role):
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                cursor.execute(statement.format(sql.Identifier(role), sql.Literal(passwords[role])))
        for statement in CLUSTER:
            cursor.execute(statement)


def make_database(admin, name):
    """Create the database and its schemas; leaves one that exists as it is."""
    with connect(admin, "postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            statement = "CREATE DATABASE {} OWNER payung_owner TEMPLATE template0 ENCODING 'UTF8'"
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    prepare_database(admin, name)


def prepare_database(login, name):
    """Who may connect, and the schemas; by the administrator, or by payung_owner in a database of its own."""
    with connect(login, name) as connection, connection.cursor() as cursor:
        for statement in (
            "REVOKE ALL ON DATABASE {} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {} TO payung_app",  # TEMPORARY: staging for COPY
            "GRANT CONNECT ON DATABASE {} TO payung_backup",
        ):
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
        cursor.execute(SCHEMA)


def drop_database(admin, name):
    with connect(admin, "postgres") as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_database(admin, source, name):
    """A database with the same schema, for one test process or one test."""
    with connect(admin, "postgres") as connection, connection.cursor() as cursor:
        statement = "CREATE DATABASE {} OWNER payung_owner TEMPLATE {}"
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(source)))
        for grant in (
            "REVOKE ALL ON DATABASE {} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {} TO payung_app",
        ):
            cursor.execute(sql.SQL(grant).format(sql.Identifier(name)))
