"""What somebody types into the form of an agreement, as the browser sends it."""


def typed(page, **given):
    """Everything that stands in the form of the page, as a browser would send it back, and what is typed over it."""
    sent = {}
    for _label, form in page.context["form"].forms():
        for field in form:
            value = field.value()
            if not (field.html_name.endswith("-categories") and not value):  # boxes that are not ticked send nothing
                sent[field.html_name] = "" if value is None else value
    return sent | put_to_choice(page.context["put"]) | {"do": "save"} | given


def put_to_choice(put):
    """What the block of choices sends, where there is one."""
    if not (put.clashes or put.taken):
        return {}
    return {"beda": put.written} | {f"pilih:{each.path}": "theirs" if each.theirs else "mine" for each in put.clashes}


def row(part, place, **given):
    """The fields of one row of a part: row("party", 0, side="CITY")."""
    return {f"{part}-{place}-{name}": value for name, value in given.items()}
