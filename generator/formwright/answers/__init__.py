"""What both ends of a form's trip agree on: how answers are spelt and addressed, and how a file says what it is of."""
