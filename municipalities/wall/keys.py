"""The keys that hold a row in its city, and the operations that give a table more or fewer of them."""

from django.db.migrations.operations.base import Operation


def composite_keys(model):
    """A foreign key between TENANT tables pairs municipality_id, so that no row can point at another city."""
    for field in model._meta.local_fields:
        if field.remote_field and getattr(field, "within_tenant", False):
            yield from composite_key(model, field)


def composite_key(model, field):
    table, target = model._meta.db_table, field.remote_field.model._meta.db_table
    yield (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{field.column}_same_city "
        f"FOREIGN KEY (municipality_id, {field.column}) REFERENCES {target} (municipality_id, id) "
        "DEFERRABLE INITIALLY IMMEDIATE"
    )
    if field.indexed:
        yield index_sql(table, field.column)


def index_sql(table, column):
    return f"CREATE INDEX {index_name(table, column)} ON {table} (municipality_id, {column})"


def index_name(table, column):
    return f"{table}_{column}_city"


class Pair(Operation):
    """A TenantForeignKey that came to a table behind the wall: its composite key and its index."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name, name):
        self.model_name = model_name
        self.name = name

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in composite_key(model, model._meta.get_field(self.name)):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The column goes, and with it its key and its index."""

    def describe(self):
        return f"Composite key of {self.model_name}.{self.name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, self.name], {})


class Lighten(Operation):
    """A table that is filled by the hundred thousand loses the indexes and the key that nobody asks by."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name, *names, keyed=False):
        self.model_name = model_name
        self.names = names
        self.keyed = keyed

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for name in self.names:
            schema_editor.execute(f"DROP INDEX {index_name(table, model._meta.get_field(name).column)}")
        if not self.keyed:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_tenant_key")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for name in self.names:
            schema_editor.execute(index_sql(table, model._meta.get_field(name).column))
        if not self.keyed:
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key UNIQUE (municipality_id, id)"
            )

    def describe(self):
        return f"Fewer indexes on {self.model_name}"

    def deconstruct(self):
        return (self.__class__.__name__, [self.model_name, *self.names], {"keyed": True} if self.keyed else {})
