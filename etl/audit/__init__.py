"""Where filings contradict themselves, as people read it: chosen, in text, as a page."""
