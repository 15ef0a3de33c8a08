"""Reads an uploaded file, in a child process of its own. No Django, no database: it starts quick and knows nothing."""

ROWS = "rows.copy"  # what it leaves in the work folder beside its result
