"""A paper of measures: as a document, as text, and as figures for other programs."""
