"""Putting the wall round a table: the statements of each class, the migration operation, the foreign key."""

from django.db import models
from django.db.migrations.operations.base import Operation

from municipalities.wall import people
from municipalities.wall.classes import CLASSES
from municipalities.wall.forgetting import FUNCTION_EMPTIES, emptied_sql
from municipalities.wall.keys import composite_keys


MUNIS = "municipality_id = ANY ((SELECT sec.munis())::bigint[])"
# Whether somebody sees anything at all is asked as `(SELECT ...) IS NOT NULL`: PostgreSQL expects that of nearly every
# row. Of `(SELECT sec.role()) = ANY (...)` and `(SELECT sec.units()) IS NULL` it expects one in twenty and one in two
# hundred, and then walks through a city row by row where it should hash (docs/safety.md, "What the wall costs").
EVERY_UNIT = "(SELECT CASE WHEN sec.units() IS NULL THEN true END) IS NOT NULL"
UNITS = f"{EVERY_UNIT} OR unit_id = ANY ((SELECT sec.units())::bigint[])"
# Tables of a class of their own that the functions of the wall read too, and which columns.
FUNCTION_READS = {
    "municipalities_unit": ("id", "municipality_id", "parent_id"),
    # of sec.card alone
    "municipalities_municipality": ("id", "code", "name", "timezone"),
    # of sec.offices and sec.munis: what is below a regional office
    "municipalities_branch": ("id", "parent_id"),
    # of what sec.add_person returns, of sec.addresses and of what changes an account
    "municipalities_user": ("id", "username", "email", "is_active", "is_service"),
    "enrollment_enrollment": (
        *("id", "municipality_id", "worker_id", "programs", "kpj", "start_date", "end_date", "is_void"),
    ),
    "enrollment_worker": ("id", "municipality_id", "name_search"),
    "enrollment_rosterchange": ("municipality_id", "worker_id"),  # of sec.forget_changes
}
# As one text array: written as IN (...), PostgreSQL reads it back in other words after a dump and a restore.
MANAGED_ROLES = "'{OPERATOR,CLERK,APPROVER,TREASURER,MAYOR_OFFICE,AUDITOR}'::text[]"


def roles_list(roles):
    return "'{" + ",".join(roles) + "}'"


def one_of(roles):
    """The role of this transaction is one of these; without a role it is none, since the list holds no null."""
    return f"(SELECT array_position({roles_list(roles)}, sec.role())) IS NOT NULL"


def protect_sql(table, kind):
    """Every statement that puts the wall round a table of this class."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"GRANT {', '.join(kind.grants)} ON {table} TO payung_app"
    if kind.append_only:
        yield (
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse()"
        )
    if kind.name in FUNCTIONS_ASK:
        yield from FUNCTIONS_ASK[kind.name](table)
        yield from function_reads(table, "*")
        return
    yield f"CREATE POLICY tenant ON {table} FOR ALL TO payung_app USING ({MUNIS}) WITH CHECK ({MUNIS})"
    yield from clerks_sql(table, kind)
    yield from roles_sql(table, kind)
    yield from extra_sql(table, kind)
    if table in FUNCTION_READS:
        yield from function_reads(table, ", ".join(FUNCTION_READS[table]))
    if table in FUNCTION_EMPTIES:
        yield from emptied_sql(table)


def forgets(table):
    """What the function that empties its columns may do, also where the table stood behind the wall before it came."""
    yield f"DROP POLICY IF EXISTS fn_read ON {table}"
    yield f"DROP POLICY IF EXISTS fn_forget ON {table}"
    yield from function_reads(table, ", ".join(FUNCTION_READS[table]))
    yield from emptied_sql(table)


def remembers(table):
    """The way back from forgets()."""
    yield f"DROP POLICY fn_read ON {table}"
    yield f"DROP POLICY fn_forget ON {table}"
    yield f"REVOKE ALL ON {table} FROM payung_fn"


def card_reads():
    """What sec.card may read, also where the tables stood behind the wall before it came."""
    for table in ("enrollment_enrollment", "enrollment_worker"):
        yield f"DROP POLICY IF EXISTS fn_read ON {table}"
        yield from function_reads(table, ", ".join(FUNCTION_READS[table]))
    columns = ", ".join(FUNCTION_READS["municipalities_municipality"])
    yield f"GRANT SELECT ({columns}) ON municipalities_municipality TO payung_fn"


def function_reads(table, columns):
    columns = "" if columns == "*" else f" ({columns})"
    yield f"GRANT SELECT{columns} ON {table} TO payung_fn"
    yield f"CREATE POLICY fn_read ON {table} FOR SELECT TO payung_fn USING (true)"


def clerks_sql(table, kind):
    if kind.clerks == "units":
        yield (
            f"CREATE POLICY unit_only ON {table} AS RESTRICTIVE FOR ALL TO payung_app "
            f"USING ({UNITS}) WITH CHECK ({UNITS})"
        )
    elif kind.clerks == "workers":
        # Not correlated: the list is built once, under worker_unit's own policies.
        yield (
            f"CREATE POLICY worker_unit_only ON {table} AS RESTRICTIVE FOR ALL TO payung_app "
            f"USING ({EVERY_UNIT} OR (municipality_id, id) IN "
            "(SELECT w.municipality_id, w.worker_id FROM enrollment_workerunit w))"
        )
    elif kind.clerks == "none":
        yield (
            f"CREATE POLICY not_for_clerks ON {table} AS RESTRICTIVE FOR ALL TO payung_app "
            "USING ((SELECT sec.role()) IS DISTINCT FROM 'CLERK')"
        )


def roles_sql(table, kind):
    reads, writes = one_of(kind.readers), one_of(kind.writers)
    yield f"CREATE POLICY readers ON {table} AS RESTRICTIVE FOR SELECT TO payung_app USING ({reads})"
    yield f"CREATE POLICY writers_add ON {table} AS RESTRICTIVE FOR INSERT TO payung_app WITH CHECK ({writes})"
    if "UPDATE" in kind.grants:
        yield f"CREATE POLICY writers_change ON {table} AS RESTRICTIVE FOR UPDATE TO payung_app USING ({writes})"
    if "DELETE" in kind.grants:
        yield f"CREATE POLICY writers_remove ON {table} AS RESTRICTIVE FOR DELETE TO payung_app USING ({writes})"


def extra_sql(table, kind):
    for name, expression in kind.extra:
        yield f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR ALL TO payung_app USING ({expression})"


def links_sql(table):
    """As the first migration has it: read by everybody, written by nobody. See wall/people.py for today's."""
    yield f"CREATE POLICY everyone_reads ON {table} FOR SELECT TO payung_app USING (true)"


def accounts_sql(table):
    """As the first migration has it: of a city's people alone. See wall/people.py for today's."""
    theirs = f"{MUNIS} AND user_id <> (SELECT sec.uid()) AND role::text = ANY ({MANAGED_ROLES})"
    admin = f"(SELECT sec.role()) = 'ADMIN' AND {theirs}"
    yield f"CREATE POLICY own_rows ON {table} FOR SELECT TO payung_app USING (user_id = (SELECT sec.uid()))"
    yield (
        f"CREATE POLICY admin_read ON {table} FOR SELECT TO payung_app "
        f"USING ({MUNIS} AND (SELECT sec.role()) = 'ADMIN')"
    )
    yield f"CREATE POLICY admin_add ON {table} FOR INSERT TO payung_app WITH CHECK ({admin})"
    yield f"CREATE POLICY admin_change ON {table} FOR UPDATE TO payung_app USING ({admin}) WITH CHECK ({theirs})"


# What the functions that decide a scope read whole, each with policies of its own.
FUNCTIONS_ASK = {
    "LINKS": links_sql,
    "ACCOUNTS": accounts_sql,
    "KEPT_LINKS": people.links_sql,
    "KEPT_ACCOUNTS": people.accounts_sql,
}


def unprotect_sql(table):
    yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
    yield f"REVOKE ALL ON {table} FROM payung_app, payung_fn"


class Protect(Operation):
    """Put the wall round a model's table: policies, grants, composite keys."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name, kind):
        self.model_name = model_name
        self.kind = kind if isinstance(kind, str) else kind.name

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key UNIQUE (municipality_id, id)")
        for statement in composite_keys(model):
            schema_editor.execute(statement)
        for statement in protect_sql(table, CLASSES[self.kind]):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in unprotect_sql(table):
            schema_editor.execute(statement)

    def describe(self):
        return f"Wall round {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.kind], {})


class Reprotect(Protect):
    """A table that stands behind the wall already goes to a narrower class: the policies and grants it lacks."""

    def __init__(self, model_name, kind, before):
        super().__init__(model_name, kind)
        self.before = before

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in reprotect_sql(table, CLASSES[self.before], CLASSES[self.kind]):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in loosen_sql(table, CLASSES[self.before], CLASSES[self.kind]):
            schema_editor.execute(statement)

    def describe(self):
        return f"Narrower wall round {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.kind, self.before], {})


class Rekeep(Protect):
    """A table that the functions of the wall read goes from one set of policies to another."""

    def __init__(self, model_name, kind, before):
        super().__init__(model_name, kind)
        self.before = before

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in rekeep_sql(table, CLASSES[self.before], CLASSES[self.kind]):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in rekeep_sql(table, CLASSES[self.kind], CLASSES[self.before]):
            schema_editor.execute(statement)

    def describe(self):
        return f"Who keeps {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.kind, self.before], {})


def rekeep_sql(table, before, after):
    for statement in FUNCTIONS_ASK[before.name](table):
        yield f"DROP POLICY {statement.split()[2]} ON {table}"
    yield from FUNCTIONS_ASK[after.name](table)
    yield f"REVOKE ALL ON {table} FROM payung_app"
    yield f"GRANT {', '.join(after.grants)} ON {table} TO payung_app"


class Rerole(Protect):
    """The class of a table names other people than when it was protected: the policies that name them anew."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        kind = CLASSES[self.kind]
        extra = [name for name, _expression in kind.extra]
        for name in ("readers", "writers_add", "writers_change", "writers_remove", *extra):
            schema_editor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        for statement in (*roles_sql(table, kind), *extra_sql(table, kind)):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The class is the same word in both directions, so there is nothing to go back to."""

    def describe(self):
        return f"Roles of {self.model_name} anew"


def reprotect_sql(table, before, after):
    """
    What turns one class into another that differs in grants and restrictive policies alone.

    :raises ValueError: if readers, writers or clerks differ
    """
    if (before.readers, before.writers, before.clerks) != (after.readers, after.writers, after.clerks):
        raise ValueError(f"{before.name} and {after.name} differ in more than grants and extra policies")
    yield f"GRANT {', '.join(after.grants)} ON {table} TO payung_app"
    if "DELETE" in after.grants and "DELETE" not in before.grants:
        yield (
            f"CREATE POLICY writers_remove ON {table} AS RESTRICTIVE FOR DELETE TO payung_app "
            f"USING ({one_of(after.writers)})"
        )
    yield from extra_sql(table, after)


def loosen_sql(table, before, after):
    """The way back from reprotect_sql."""
    for grant in sorted({*after.grants} - {*before.grants}):
        yield f"REVOKE {grant} ON {table} FROM payung_app"
    if "DELETE" in after.grants and "DELETE" not in before.grants:
        yield f"DROP POLICY writers_remove ON {table}"
    for name, _expression in after.extra:
        yield f"DROP POLICY {name} ON {table}"


class TenantForeignKey(models.ForeignKey):
    """
    A foreign key within one municipality; the database holds it as a pair with municipality_id.

    :param indexed: False where nobody asks by it and what it names is never deleted, or where another index begins so
    """

    within_tenant = True

    def __init__(self, to, on_delete=models.PROTECT, *, indexed=True, **kwargs):
        # The composite key of `Protect` is the constraint; Django's own would let a row point at another city.
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, on_delete, **kwargs)
        self.indexed = indexed

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs if self.indexed else kwargs | {"indexed": False}
