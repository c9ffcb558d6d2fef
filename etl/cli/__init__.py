"""The command line: what a person or a scheduler calls. Only this package knows click; nothing imports it."""
