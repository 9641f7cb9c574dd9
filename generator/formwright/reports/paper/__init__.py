"""The parts of the monthly paper, as blocks of a document: what the figures are, in words and tables."""
