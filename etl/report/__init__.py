"""What people read: terminal, pages, summaries of the warehouse."""
