"""The document tree: what a document says, in a dozen block types, without any format."""
