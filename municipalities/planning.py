"""How PostgreSQL is asked to plan statements over a whole city."""

from contextlib import contextmanager


@contextmanager
def without_nested_loops(cursor):
    """
    Plan set-based statements as what they are.

    Tables that a transaction has just filled have no statistics, and only their owner may ANALYZE them: the planner
    takes them for empty and picks nested loops, which for a city's roster take minutes instead of a second.
    """
    cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    cursor.execute("SET LOCAL enable_nestloop = on")
