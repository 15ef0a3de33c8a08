"""SQL that the statements of the staging share. They know %(municipality)s, %(roster)s and what parameters gives."""


def problem(code, column, level="error", **detail):
    """
    The SQL of one problem, as an array to append.

    :param detail: SQL expressions
    """
    words = {"code": f"'{code}'", "column": f"'{column}'", "level": f"'{level}'", **detail}
    members = ", ".join(f"'{name}', {value}" for name, value in words.items())
    return f"jsonb_build_array(jsonb_build_object({members}))"


def first_rows():
    """The row numbers of a group, as many as a sentence can hold: a file may say one thing in every row."""
    return "to_jsonb((array_agg(row_no ORDER BY row_no))[1:10])"


def has(code):
    return f"""r.problems @> '[{{"code": "{code}", "level": "error"}}]'"""


def without(code):
    """Whether a row is still refused when its problem of this code is none any more."""
    return f"""EXISTS (SELECT FROM jsonb_array_elements(r.problems) p
               WHERE p ->> 'level' = 'error' AND p ->> 'code' <> '{code}')"""


def reworded(code, words):
    """The problems of a row, with other words in the one of this code."""
    return f"""(SELECT jsonb_agg(CASE WHEN p ->> 'code' = '{code}' THEN p || '{words}' ELSE p END)
               FROM jsonb_array_elements(r.problems) p)"""


# The unit the roster was sent for and what is below it.
BELOW = """
  WITH RECURSIVE below AS (
    SELECT id FROM municipalities_unit WHERE municipality_id = %(municipality)s AND id = %(unit)s
    UNION SELECT u.id FROM municipalities_unit u JOIN below b ON u.parent_id = b.id
    WHERE u.municipality_id = %(municipality)s) SELECT id FROM below
"""
