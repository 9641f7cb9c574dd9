"""The record of returns: one SQLite file, derived from the files; and a journal of what only happens here."""
