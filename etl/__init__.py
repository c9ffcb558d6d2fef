"""Read budget-performance filings and stage them for dbt."""
