"""What lies in a folder of returns and is the record's own."""

DATABASE = "record.db"
JOURNAL = "record.jsonl"
LOCK = "record.lock"
ALL = frozenset((DATABASE, JOURNAL, LOCK, f"{DATABASE}-journal"))
