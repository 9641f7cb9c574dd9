"""The team's page on this computer, for people who do not use terminals. Flask is met only here."""
