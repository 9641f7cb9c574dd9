"""The monthly paper as a document: one module a section, each with `blocks(figures, …)`."""
