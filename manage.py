#!/usr/bin/env python
import os
import sys

from django.core.management import ManagementUtility


class Commands(ManagementUtility):
    def fetch_command(self, subcommand):
        """:raises SystemExit: with 2, wrong usage, for a command that there is not; Django would say 1, refused"""
        try:
            return super().fetch_command(subcommand)
        except SystemExit as told:
            raise SystemExit(2) from told


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    Commands(sys.argv).execute()
