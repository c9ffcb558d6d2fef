// Nothing moves here; filters are checkboxes.
