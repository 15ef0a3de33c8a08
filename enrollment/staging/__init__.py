"""From the cleaned file to staged rows: COPY, the checks that need the database, the difference. All set-based."""
