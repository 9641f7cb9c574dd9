"""The preview: a local page that shows every document while its definition is written."""
