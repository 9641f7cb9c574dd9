"""Paper: what the PDF writer needs to lay a document out on A4 pages that can be filled in."""
