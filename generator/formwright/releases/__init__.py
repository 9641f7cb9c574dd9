"""Released versions of definitions, as they lie in a framework's folder: `released/ID/VERSION.yaml`."""
