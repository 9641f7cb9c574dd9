"""Emails on their way out. Only this room talks to mail servers."""
