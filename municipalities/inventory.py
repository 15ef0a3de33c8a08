"""What is stored about whom: made from the models, for the impact assessment (UU 27/2022 Art. 34)."""

from django.apps import apps

from municipalities.data_classes import CLASSES, classes_of, data_of


NO_WALL = "the application, by its own code"
CLERKS = {
    "units": "clerks: of their units",
    "workers": "clerks: people of their units",
    "none": "no clerks",
    "all": "clerks too",
}
HEAD = """# Data inventory

Made from the models by `bin/manage data_inventory --out docs/data-inventory.md`; a test fails while it is older than
they are. Classes (UU 27/2022 Art. 4): PUBLIC may hang on the notice board; INTERNAL is the office's and has no person
in it; PERSONAL says who somebody is; SPECIFIC is money, health or children. Keys that point at another row are
INTERNAL and left out here. Who reads is what the database lets through (docs/adr/0009), whatever a page asks.

"""


def tables():
    """[{table, model, about, kept, readers, PUBLIC, INTERNAL, PERSONAL, SPECIFIC}], a table each, by name."""
    models = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table)
    return [of(model) for model in models]


def of(model):
    data, kinds = data_of(model), classes_of(model)
    row = {
        "table": model._meta.db_table,
        "model": model._meta.label,
        "about": data.whose if data else "",
        "kept": data.how_long if data else "",
        "readers": readers(model),
    }
    named = {name for kind in CLASSES for name in data.names(kind)} if data else set()
    return row | {kind.value: [name for name in kinds if kinds[name] == kind and name in named] for kind in CLASSES}


def readers(model):
    kind = getattr(model, "wall", None)
    if kind is None or not kind.readers:
        return NO_WALL
    return f"{', '.join(kind.readers)}; {CLERKS[kind.clerks]}" if "CLERK" in kind.readers else ", ".join(kind.readers)


def personal(row):
    return bool(row["PERSONAL"] or row["SPECIFIC"])


def as_markdown(rows):
    """The page docs/data-inventory.md: tables with people first, in full; the others as one list."""
    parts = [HEAD, "## Tables with personal data\n\n"]
    for row in rows:
        if personal(row):
            parts.append(f"### {row['model']}\n\n| | |\n|---|---|\n")
            facts = {"Table": f"`{row['table']}`", "About": row["about"]}
            facts |= {kind.value: listed(row[kind]) for kind in CLASSES if row[kind]}
            facts |= {"Kept": row["kept"], "Read by": row["readers"]}
            parts += [f"| {name} | {text} |\n" for name, text in facts.items()]
            parts.append("\n")
    parts.append("## Tables without personal data\n\n| Table | PUBLIC | INTERNAL | Read by |\n|---|---|---|---|\n")
    for row in rows:
        if not personal(row):
            shown = listed(row["PUBLIC"]) or "-", listed(row["INTERNAL"]) or "-"
            parts.append(f"| `{row['table']}` | {shown[0]} | {shown[1]} | {row['readers']} |\n")
    return "".join(parts)


def listed(names):
    return ", ".join(f"`{name}`" for name in names)
