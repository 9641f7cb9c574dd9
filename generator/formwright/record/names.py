"""What lies in a folder of returns and is the record's own."""

DATABASE = "record.db"
JOURNAL = "record.jsonl"
LOCK = "record.lock"
DAMAGED = "record.db.damaged"
REMOVING = "record.removing"
NEW_JOURNAL = "record.jsonl.new"
ALL = frozenset((DATABASE, JOURNAL, LOCK, DAMAGED, f"{DATABASE}-journal", REMOVING, f"{REMOVING}.new", NEW_JOURNAL))
