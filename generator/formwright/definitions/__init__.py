"""From YAML files to models: shape by JSON Schema, meaning by our own checks."""
