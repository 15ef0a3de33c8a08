"""Where a bench works: a database of its own, made as set-up makes the real one, and gone afterwards."""

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.env import role_password
from municipalities.wall import roles


DATABASE = "payung_bench"


def make():
    """Nothing is left of an earlier one; `admin` writes beyond the wall, where a bench changes what it measures."""
    admin = settings.DATABASES["admin"]
    passwords = {role: role_password(admin["PASSWORD"], role) for role in roles.ROLES if role != "payung_fn"}
    roles.make_roles(admin, passwords)
    roles.drop_database(admin, DATABASE)
    roles.make_database(admin, DATABASE)
    work_there()
    call_command("migrate", verbosity=0)


def work_there():
    for alias in ("owner", "default", "admin"):
        connections[alias].settings_dict["NAME"] = DATABASE


def remove():
    for alias in ("owner", "default", "admin"):
        connections[alias].close()
    connections["admin"].settings_dict["NAME"] = "postgres"
    roles.drop_database(settings.DATABASES["admin"], DATABASE)
