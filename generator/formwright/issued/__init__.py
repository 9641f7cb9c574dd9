"""The words and pages that a document was issued with, so that what was changed since can be told."""
