"""Whole roads, each readable from top to bottom: publish (definitions → documents), review
(returned forms → who must be told)."""
