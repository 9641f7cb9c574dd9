"""Formwright: forms-as-code for quality assurance."""

__version__ = "0.1.0"
