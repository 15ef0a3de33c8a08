"""
What two people wrote otherwise, put to choice on the form of an agreement.

The form carries the choices, as a row that is added or a date that is wrong shows it again before anything is saved.
"""

import json
from typing import NamedTuple

from agreements import differences, merging


CARRIED, CHOICE, THEIRS = "beda", "pilih:", "theirs"


class Said(NamedTuple):
    """A field as it is stored and as it was typed, in words."""

    label: str
    before: str
    after: str


class Clash(NamedTuple):
    """A field of merging that both wrote; `theirs` where the stored one was chosen."""

    path: str
    changes: list
    theirs: bool = False


class Choices(NamedTuple):
    """`taken` names what the other one wrote and stands in the form already."""

    clashes: list = ()
    taken: list = ()

    @property
    def written(self):
        """As the form carries them."""
        fields = [[clash.path, clash.changes] for clash in self.clashes]
        return json.dumps([fields, self.taken], ensure_ascii=False, separators=(",", ":"))


def between(stored, merged, typed, *, names):
    """
    The Choices that a merged text (merging.Merged) puts.

    :param typed: the text before the other one's was merged into it
    """
    clashes = []
    for path in merged.clashes:
        mine = merging.taking(stored, merged.text, [path])
        changes = differences.between(stored, mine, names=names)
        clashes.append(Clash(path, [Said(str(each.label), each.before, each.after) for each in changes]))
    taken = differences.between(typed, merged.text, names=names)
    return Choices(clashes, [str(each.label) for each in taken])


def carried(post):
    """The Choices that a form brought along, with what was chosen; none where it brought none that can be read."""
    chosen = chosen_theirs(post)
    try:
        fields, taken = json.loads(post.get(CARRIED, ""))
        clashes = [
            Clash(str(path), [Said(*map(str, each)) for each in changes], path in chosen) for path, changes in fields
        ]
        return Choices(clashes, [str(label) for label in taken])
    except (ValueError, TypeError):
        return Choices()


def chosen_theirs(post):
    """The fields of which the stored text was chosen."""
    return [name.removeprefix(CHOICE) for name, value in post.items() if value == THEIRS and name.startswith(CHOICE)]
