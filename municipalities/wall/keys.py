"""The keys that hold a row in its city, and the operation that gives a table one more."""

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
        f"{letting_go(field)}DEFERRABLE INITIALLY IMMEDIATE"
    )
    if field.indexed:
        yield f"CREATE INDEX {table}_{field.column}_city ON {table} (municipality_id, {field.column})"


def letting_go(field):
    """What becomes of the row when what it names is taken out."""
    return f"ON DELETE SET NULL ({field.column}) " if getattr(field, "lets_go", False) else ""


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
