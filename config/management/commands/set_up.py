import os

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from psycopg2 import Error

from config.env import role_password
from municipalities.wall import functions, roles


class Command(BaseCommand):
    help = "Create the database roles and the database (needs DATABASE_URL, an administrator's login), then migrate."
    requires_system_checks = ()

    def handle(self, *args, **options):
        admin = settings.DATABASES.get("admin")
        if admin:
            try:
                names = (role for role in roles.ROLES if role != "payung_fn")
                roles.make_roles(admin, {role: role_password(admin["PASSWORD"], role) for role in names})
                roles.make_database(admin, admin["NAME"])
            except Error as error:
                raise CommandError(
                    f"The login of DATABASE_URL could not set up the roles and the database: {error}\n"
                    "It must be able to create roles with BYPASSRLS (on PostgreSQL 15 a superuser). "
                    "Or make the roles yourself and set PAYUNG_OWNER_URL and PAYUNG_APP_URL."
                ) from error
        elif not os.environ.get("PAYUNG_OWNER_URL"):
            raise CommandError("Set DATABASE_URL, or PAYUNG_OWNER_URL where the roles stand already.")
        else:
            prepare(settings.DATABASES["owner"])
        call_command("migrate", verbosity=options["verbosity"])


def prepare(owner):
    """
    The schemas of a database whose roles an administrator made.

    :raises CommandError: if the database or a role is not as it must be
    """
    try:
        roles.prepare_database(owner, owner["NAME"])
    except Error as error:
        made = "".join(f"\n    CREATE ROLE {role} {attributes};" for role, attributes in functions.ROLES.items())
        more = "".join(f"\n    {statement};" for statement in functions.CLUSTER)
        raise CommandError(
            f"The login of PAYUNG_OWNER_URL could not prepare the database: {error}\n"
            f"It must own the database {owner['NAME']}, and an administrator must have made the roles:{made}{more}\n"
            f"    CREATE DATABASE {owner['NAME']} OWNER payung_owner TEMPLATE template0 ENCODING 'UTF8';"
        ) from error
