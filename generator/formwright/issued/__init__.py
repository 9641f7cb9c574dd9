"""What both ends of a form's trip agree on: how a file says which form it is, and the words that it was issued with."""
