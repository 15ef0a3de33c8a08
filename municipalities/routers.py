class OwnerMigrates:
    """The schema belongs to payung_owner: no other login may change it."""

    def allow_migrate(self, db, app_label, **hints):
        return db == "owner"
