"""
The content hash of a run: what was approved, in 64 characters that anyone can work out again.

SHA-256 over UTF-8 text, one line of text per contribution line and each ending in a line feed:
`enrollment;month;program;payer;segment;base;rate;factor;amount;source`, where enrollment is its public id and month
is YYYY-MM-DD, sorted by the code points of the whole line. docs/developers.md shows it in a few lines of Python.
"""

from django.db import connection

from municipalities.planning import without_nested_loops


TEXT = """
SELECT concat_ws(';', e.public_id, l.month, l.program, l.payer, l.segment, l.base, l.rate, l.factor, l.amount,
                 l.source) || E'\\n' AS line
FROM contributions_contributionline l
JOIN enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.id = l.enrollment_id
WHERE l.municipality_id = %s AND l.run_id = %s
"""
HASH = f"""
SELECT encode(sha256(convert_to(coalesce(string_agg(t.line, '' ORDER BY t.line COLLATE "C"), ''), 'UTF8')), 'hex')
FROM ({TEXT}) t
"""


def content_hash(run):
    """The hash of the lines as they stand now: run.content_hash, unless somebody touched them after the approval."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(HASH, [run.municipality_id, run.pk])
        return cursor.fetchone()[0]


def sealed_text(run):
    """The text that is hashed, line by line: for whoever wants to check it with other tools."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(f'SELECT t.line FROM ({TEXT}) t ORDER BY t.line COLLATE "C"', [run.municipality_id, run.pk])
        return "".join(line for (line,) in cursor.fetchall())
