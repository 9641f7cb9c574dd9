"""What must happen by when: pure functions of dates and of what the record holds."""
