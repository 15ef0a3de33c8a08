"""
The guards of tables of no municipality that not everybody may read: policies beside their grants.

A mail may be written by everybody, also before sign-in; it is read by whoever delivers it and by nobody else. An
invitation is read by whoever sees the role it tells of, and by its token, which only the invited person has.
"""

MAILER = "MAILER"  # stands in app.role while mail is delivered; nobody's role
INVITED = "INVITED"  # the same while somebody stands at the door with the token of an invitation
IS_MAILER = f"(SELECT sec.role()) = '{MAILER}'"
BY_TOKEN = f"(SELECT sec.role()) = '{INVITED}'"
KEPT = "scope_id IN (SELECT s.id FROM municipalities_scope s WHERE s.user_id <> (SELECT sec.uid()))"
GUARDS = {
    "municipalities_invitation": (
        ("keepers_read", "SELECT", "USING (scope_id IN (SELECT s.id FROM municipalities_scope s))"),
        ("keepers_invite", "INSERT", f"WITH CHECK ({KEPT})"),
        ("keepers_withdraw", "UPDATE", f"USING ({KEPT})"),
        ("invited_read", "SELECT", f"USING ({BY_TOKEN})"),
        ("invited_use", "UPDATE", f"USING ({BY_TOKEN})"),
    ),
    "municipalities_mail": (
        ("anybody_sends", "INSERT", "WITH CHECK (sent_at IS NULL AND given_up_at IS NULL AND attempts = 0)"),
        ("mailer_reads", "SELECT", f"USING ({IS_MAILER})"),
        ("mailer_marks", "UPDATE", f"USING ({IS_MAILER})"),
    ),
}


def guard_sql(table):
    """Every statement that puts the guard round a table of no municipality."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for name, command, expression in GUARDS[table]:
        yield f"CREATE POLICY {name} ON {table} FOR {command} TO payung_app {expression}"


def unguard_sql(table):
    for name, _command, _expression in GUARDS[table]:
        yield f"DROP POLICY {name} ON {table}"
    yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
    yield f"REVOKE ALL ON {table} FROM payung_app"
