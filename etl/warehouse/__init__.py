"""The database: schema raw, migrations, builds by dbt, publication, roles, backup."""
