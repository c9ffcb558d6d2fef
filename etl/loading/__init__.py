"""Files and kept bytes become rows of schema raw: read in processes of their own, one transaction a document."""
