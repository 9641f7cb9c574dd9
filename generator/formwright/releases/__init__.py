"""Released versions of definitions as they lie in a framework's folder, and what changed from one to another."""
