"""The tables of an app, all in one step of its first migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """
    CreateModel by CreateModel, with Django's picture of all models drawn once and not once for each.

    For a new model Django draws anew whatever it is related to, near and far. Where every row names its city and its
    people that is everything, and was nearly all the time that an empty database took.
    """

    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # the picture; drawn when it is asked for next
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"
