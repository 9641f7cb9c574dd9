"""What arrives: forms taken out of e-mails, mailboxes and archives, each with where it comes from."""
