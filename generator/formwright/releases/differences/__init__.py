"""What is different between two versions, in words a committee reads, and whether figures may be added up."""
