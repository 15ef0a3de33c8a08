"""Opens an uploaded file, in a child process of its own. No Django, no database: it starts quick and knows nothing."""

# What parent and child leave for each other in the work folder.
REQUEST, RESULT, ROWS = "request.json", "result.json", "rows.copy"
