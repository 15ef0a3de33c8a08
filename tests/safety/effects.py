"""What a request does to the database: which rows of which table came, changed and went, told without chance."""

import json
import re

from django.apps import apps
from django.db import transaction

from tests.safety.attack import administrator


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*([+-]\d\d:\d\d|Z)?")
# Sealed, salted or drawn by lot: another value each time, so only that there is one is told.
BY_LOT = {"password", "content", "content_hash", "token_hash", "session_key", "session_data", "data", "body", "file"}
BY_LOT |= {"sha256", "request_id", "seal", "bytes"}
TARGETS = ("contributions_bill", "contributions_contributionrun", "enrollment_roster")  # what jobs are about
SCOPE = re.compile(r'"scope": \d+')  # in the detail of an event
MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def everything():
    """{(table, key): the row} of the whole database."""
    parts = [
        f"SELECT '{table}', {model._meta.pk.column}::text, to_jsonb(t)::text FROM {table} t"
        for table, model in MODELS.items()
    ]
    with administrator() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {(table, key): json.loads(row) for table, key, row in cursor.fetchall()}


def difference(before, after):
    """[(table, "new" or "changed" or "gone", {column: what stands there})], sorted."""
    new = {place for place in after if place not in before}
    told = [(table, "new", plain(table, after[table, key], before, new)) for table, key in new]
    told += [(table, "gone", plain(table, before[table, key], before, new)) for table, key in before.keys() - after]
    for (table, key), row in after.items():
        old = before.get((table, key), row)
        changed = {name: value for name, value in row.items() if value != old[name]}
        if changed:
            told.append((table, "changed", plain(table, changed, before, new)))
    return sorted(told, key=repr)


def plain(table, row, before, new):
    """The columns of a row without what chance and the clock wrote; a new row is called new wherever it is named."""
    fields = {field.column: field for field in MODELS[table]._meta.local_fields}
    told = {name: value_of(fields[name], value, before, new) for name, value in row.items()}
    if "object_type" in row and (table_of(row["object_type"]), row["object_id"]) in new:
        told["object_id"] = "new"
    if any((target, str(row.get("target_id"))) in new for target in TARGETS):
        told["target_id"] = "new"
    return told


def table_of(label):
    return apps.get_model(label)._meta.db_table


def value_of(field, value, before, new):
    if value is None or value == "":
        return value
    if field.primary_key:
        return "key"
    if field.remote_field:
        return "new" if (field.related_model._meta.db_table, str(value)) in new else value
    if field.column in BY_LOT:
        return "by lot"
    known = {key for _table, key in before}
    said = MOMENT.sub("moment", SCOPE.sub("scope", json.dumps(value, sort_keys=True)))
    return UUID.sub(lambda found: found[0] if found[0] in known else "uuid", said)


def undone(act):
    """The effect of `act`, of which nothing stays."""
    with transaction.atomic():
        before = everything()
        act()
        found = difference(before, everything())
        transaction.set_rollback(True)
    return found
