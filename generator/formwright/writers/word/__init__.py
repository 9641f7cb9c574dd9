"""What the Word writer is made of: its XML, its controls, its styles and its package."""
