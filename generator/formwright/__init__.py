"""Formwright: forms-as-code for quality assurance."""

__version__ = "0.2.0"
