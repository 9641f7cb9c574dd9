"""Released definitions: frozen, read again, and compared."""
