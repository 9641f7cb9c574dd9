"""What a framework, a form, a set of standards or a programme is, free of any file or format."""
