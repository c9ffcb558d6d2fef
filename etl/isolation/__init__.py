"""Work on files of strangers, in processes of its own and within limits. Thin: each such process imports it."""
