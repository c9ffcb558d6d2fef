"""The embedded PostgreSQL: found, started, kept, stopped. Thin on purpose: `-m etl.server.keeper` must start fast."""
