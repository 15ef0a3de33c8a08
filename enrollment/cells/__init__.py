"""Cleaners: what one cell of a roster means. No Django here: they run in the reader's child process."""
