"""Putting the wall round a table: the statements of each class, the migration operation, the foreign key."""

from django.db import models
from django.db.migrations.operations.base import Operation

from municipalities.wall import people
from municipalities.wall.classes import CLASSES, GLOBAL_GRANTS
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
    "enrollment_card": ("id", "municipality_id", "enrollment_id", "voided_at"),
    "enrollment_worker": ("id", "municipality_id", "name_search"),
    # of sec.roster_link alone
    "enrollment_rosterlink": ("id", "municipality_id", "unit_id", "token_hash", "last_day", "revoked_at"),
    "enrollment_rosterchange": ("municipality_id", "worker_id"),  # of sec.forget_changes
}


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
        yield append_only_sql(table)
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


def function_reads(table, columns):
    columns = "" if columns == "*" else f" ({columns})"
    yield f"GRANT SELECT{columns} ON {table} TO payung_fn"
    yield f"CREATE POLICY fn_read ON {table} FOR SELECT TO payung_fn USING (true)"


def append_only_sql(table):
    return (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse()"
    )


def global_reads():
    """What the functions may read of the tables of no municipality, round which no wall is put."""
    for table, columns in FUNCTION_READS.items():
        if table in GLOBAL_GRANTS:
            yield f"GRANT SELECT ({', '.join(columns)}) ON {table} TO payung_fn"


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


# What the functions that decide a scope read whole, each with policies of its own.
FUNCTIONS_ASK = {"LINKS": people.links_sql, "ACCOUNTS": people.accounts_sql}


def bare_sql(table):
    """The table as it was before its policies and the grants of the application; its keys and row security stay."""
    yield (
        "DO $$ DECLARE name text; BEGIN "
        f"FOR name IN SELECT polname FROM pg_policy WHERE polrelid = '{table}'::regclass LOOP "
        f"EXECUTE 'DROP POLICY ' || quote_ident(name) || ' ON {table}'; END LOOP; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS append_only ON {table}"
    yield f"REVOKE ALL ON {table} FROM payung_app"


class Protect(Operation):
    """
    Put the wall round a model's table: policies, grants, composite keys.

    :param keyed: False where no row points at the table and it is filled by the hundred thousand
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name, kind, *, keyed=True):
        self.model_name = model_name
        self.kind = kind if isinstance(kind, str) else kind.name
        self.keyed = keyed

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        if self.keyed:
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key UNIQUE (municipality_id, id)"
            )
        for statement in (*composite_keys(model), *protect_sql(table, CLASSES[self.kind])):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The keys go with the table."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in (*bare_sql(table), f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"):
            schema_editor.execute(statement)

    def describe(self):
        return f"Wall round {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.kind], {} if self.keyed else {"keyed": False})


class Reprotect(Protect):
    """
    A table that stands behind the wall goes to another class, or its class now says something else: its policies and
    grants anew.

    :param before: the class it had; the same word where the class was changed
    """

    def __init__(self, model_name, kind, before):
        super().__init__(model_name, kind)
        self.before = before if isinstance(before, str) else before.name

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.anew(to_state.apps.get_model(app_label, self.model_name), self.kind, schema_editor)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.anew(from_state.apps.get_model(app_label, self.model_name), self.before, schema_editor)

    def anew(self, model, kind, schema_editor):
        table = model._meta.db_table
        for statement in (*bare_sql(table), *protect_sql(table, CLASSES[kind])):
            schema_editor.execute(statement)

    def describe(self):
        return f"Other wall round {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.kind, self.before], {})


class TenantForeignKey(models.ForeignKey):
    """
    A foreign key within one municipality; the database holds it as a pair with municipality_id.

    :param indexed: False where nobody asks by it and what it names is never deleted, or where another index begins so
    :param lets_go: True where the row lives on when what it names is taken out; the database empties the column, also
        in rows that whoever takes it out does not see, and so tells nobody of them
    """

    within_tenant = True

    def __init__(self, to, on_delete=models.PROTECT, *, indexed=True, lets_go=False, **kwargs):
        # The composite key of `Protect` is the constraint; Django's own would let a row point at another city.
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, models.DO_NOTHING if lets_go else on_delete, **kwargs)
        self.indexed = indexed
        self.lets_go = lets_go

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {} if self.indexed else {"indexed": False}
        return name, path, args, kwargs | ({"lets_go": True} if self.lets_go else {})
