"""What the city has stored, as rows of a roster: a Resource of django-import-export, derived from the columns."""

from import_export import fields, resources, widgets

from enrollment.columns import ROSTER
from enrollment.models import Enrollment


# Where an enrollment keeps a declared column; a column that is not named here is kept under its own name.
STORED = {
    "nik": "worker__nik",
    "name": "worker__name",
    "birth_date": "worker__birth_date",
    "sex": "worker__sex",
    "unit": "unit__name",
    "category": "category__name",
    "phone": "worker__phone",
}


class RosterCell(widgets.Widget):
    """A value as a roster writes it: a day as dd-mm-yyyy, rupiah as a number, nothing as an empty cell."""

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        if hasattr(value, "year"):
            return f"{value:%d-%m-}{value.year:04}"
        return value if isinstance(value, int) else str(value)


def field(column):
    return fields.Field(attribute=STORED.get(column.name, column.name), column_name=column.label, widget=RosterCell())


NAMES = [column.name for column in ROSTER]
EnrollmentResource = resources.modelresource_factory(
    Enrollment,
    meta_options={"fields": NAMES, "export_order": NAMES},
    custom_fields={column.name: field(column) for column in ROSTER},
)


def rows(enrollments):
    """Each enrollment as the cells of a roster's row, in the order of the declared columns."""
    resource = EnrollmentResource()
    found = enrollments.select_related("worker", "unit", "category")
    return (resource.export_resource(enrollment) for enrollment in found.iterator(chunk_size=2000))
