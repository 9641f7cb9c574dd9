"""Emails on their way out and in. Only this room talks to mail servers."""
