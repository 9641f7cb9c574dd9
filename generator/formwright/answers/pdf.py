"""What our PDF forms say by themselves, for the writer that puts it there and the reader that must know it again."""

NOT_ANSWERED = ("-", "Not answered")
"""The first option of every list, its value and its label: it takes an answer back. An empty value makes some
programs fail."""

TICKED, NOT_TICKED = "Yes", "Off"
"""The two states of a box to tick. Programs try these names first; the second is the format's own."""
