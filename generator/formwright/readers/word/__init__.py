"""What the Word reader is made of: the opened file, its text, its lists and where its fields stand."""
