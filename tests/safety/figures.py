"""
How much the proofs of docs/safety.md hold: counted from the same lists that the tests walk.

    bin/manage shell -c "from tests.safety import figures; figures.main()"
"""

from municipalities import wall
from municipalities.roles import Role
from tests.safety.actors import ALL_REQUESTS, CITIES, COMMANDS, PAIRS, REQUESTS, TABLES, WALLED, cases
from tests.safety.doors import KNOWN, WITH_A_THING
from tests.safety.doors import cases as questions
from tests.safety.faults import FAULTS
from tests.safety.mutants import FEW, MUTANTS
from tests.safety.sent import FORMS


def counted():
    """{what: (in bin/test, with --long)}"""
    whole = (False, True)
    by_unit = [table for table in WALLED if TABLES[table].wall.clerks == "units"]
    of_a_class = [table for table in WALLED if TABLES[table].wall is not wall.ACCOUNTS]
    asked = {long: [one for name in KNOWN for one in questions(name, everything=long)] for long in whole}
    return {
        "tables with municipality_id behind the wall": both(len(WALLED)),
        "cities": both(len(CITIES)),
        "ordered pairs of cities a table": (2, len(PAIRS)),
        "statements against rows of another city": tuple(
            sum(len(cases(table, everything=long)) for table in WALLED) * len(COMMANDS) for long in whole
        ),
        "statements of a clerk against rows of another unit": both(len(by_unit) * 5),
        "statements of every role on rows of the own city": both(len(of_a_class) * len(Role) * 4),
        "named addresses": both(len(KNOWN)),
        "addresses of a thing": both(len(WITH_A_THING)),
        "questions to addresses": tuple(
            sum(1 if whose == "own" else 2 for whose, _role, _method in asked[long]) for long in whole
        ),
        "forms sent right, sent with more, and sent twice": both(len(FORMS)),
        "faults planted into the schema": both(len(FAULTS)),
        "faults planted into our code": (FEW, len(MUTANTS)),
        "requests in turns on four connections": (REQUESTS, ALL_REQUESTS),
    }


def both(number):
    return number, number


def table():
    yield "| what | `bin/test` | `bin/test --long` |"
    yield "|---|---:|---:|"
    yield from (f"| {what} | {short:,} | {whole:,} |" for what, (short, whole) in counted().items())


def main():
    print("\n".join(table()))
