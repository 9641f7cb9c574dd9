"""Who has yet to be told of what: what is due, in which words, as an email. Nothing is sent here."""
