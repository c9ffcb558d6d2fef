"""A file of bytes becomes a Filing: formats, reflow, split, mend, label. No database, no process, no command."""
