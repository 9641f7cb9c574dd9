"""What was found, as text for people and as the contract's JSON."""
