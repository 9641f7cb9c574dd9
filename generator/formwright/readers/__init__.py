"""Readers: a returned file → a submission, one module a format."""
