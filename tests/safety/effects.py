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
# What jobs are about.
TARGETS = ("contributions_bankfile", "contributions_bill", "contributions_contributionrun", "contributions_sippfile")
TARGETS += ("contributions_sippreply", "enrollment_roster", "reports_cardorder")
SCOPE = re.compile(r'"scope": \d+')  # in the detail of an event
MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def everything():
    """{(table, key): the row, as JSON} of the whole database."""
    parts = [
        f"SELECT '{table}', {model._meta.pk.column}::text, to_jsonb(t)::text FROM {table} t"
        for table, model in MODELS.items()
    ]
    with administrator() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {(table, key): row for table, key, row in cursor.fetchall()}


def difference(before, after):
    """[(table, "new" or "changed" or "gone", {column: what stands there})], sorted."""
    known, new = {key for _table, key in before}, after.keys() - before.keys()
    told = [(table, "new", plain(table, json.loads(after[table, key]), known, new)) for table, key in new]
    for table, key in before.keys() - after.keys():
        told.append((table, "gone", plain(table, json.loads(before[table, key]), known, new)))
    for (table, key), row in after.items():
        if before.get((table, key), row) != row:
            old = json.loads(before[table, key])
            changed = {name: value for name, value in json.loads(row).items() if value != old[name]}
            if changed:  # 1.0 is no change to 1.00
                told.append((table, "changed", plain(table, changed, known, new)))
    return sorted(told, key=repr)


def plain(table, row, known, new):
    """The columns of a row without what chance and the clock wrote; a new row is called new wherever it is named."""
    fields = {field.column: field for field in MODELS[table]._meta.local_fields}
    told = {name: value_of(fields[name], value, known, new) for name, value in row.items()}
    if "object_type" in row and (table_of(row["object_type"]), row["object_id"]) in new:
        told["object_id"] = "new"
    if any((target, str(row.get("target_id"))) in new for target in TARGETS):
        told["target_id"] = "new"
    return told


def table_of(label):
    return apps.get_model(label)._meta.db_table


def value_of(field, value, known, new):
    if value is None or value == "":
        return value
    if field.primary_key:
        return "key"
    if field.remote_field:
        return "new" if (field.related_model._meta.db_table, str(value)) in new else value
    if field.column in BY_LOT:
        return "by lot"
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
