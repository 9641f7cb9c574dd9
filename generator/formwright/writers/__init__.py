"""Writers: the document tree → bytes, one module a format."""
