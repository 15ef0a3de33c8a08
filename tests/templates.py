"""The migrated database that those of the tests are copied from; it is kept while nothing that makes it changes."""

import ast
import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from municipalities.wall import roles


ROOT = Path(settings.BASE_DIR)
STEM = "test_payung_template_"


@cache
def name_of_template():
    """
    Named after what makes it: the migrations, whatever of ours they import, however far, and the libraries.

    What is read by a migration without being imported would not be noticed; none does.
    """
    files, found = [*ROOT.glob("*/migrations/*.py")], set()
    while files:
        path = files.pop()
        if path not in found:
            found.add(path)
            files += imported_by(path)
    said = hashlib.sha256()
    for path in [*sorted(found), *sorted((ROOT / "requirements").glob("*.txt"))]:
        said.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return STEM + said.hexdigest()[:16]


def imported_by(path):
    """The files of ours that a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [each.name for each in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else ()
        module = getattr(node, "module", None)
        for name in [module, *(f"{module}.{name}" for name in names)] if module else names:
            place = ROOT / name.replace(".", "/")
            yield from (file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file())


def migrated_once(admin, django_db_blocker):
    """
    The name of a migrated database; whichever process comes first makes it, the others wait.

    It has its name when it is whole: one that was interrupted is made anew.
    """
    name = name_of_template()
    with roles.connect(admin, "postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [STEM])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [STEM])
        there = {row[0] for row in cursor.fetchall()}
        for old in there - {name}:
            roles.drop_database(admin, old)
        if name not in there:
            unfinished = f"{STEM}unfinished"
            roles.make_database(admin, unfinished)
            for alias in ("owner", "default"):
                connections[alias].settings_dict["NAME"] = unfinished
            migrate(django_db_blocker)
            cursor.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
            )
    return name


def migrate(django_db_blocker):
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        connections["owner"].close()
        connections["default"].close()
