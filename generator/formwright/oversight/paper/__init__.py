"""The figures of the monthly paper: plain data, from the record of returns alone."""
