FROM python:3.13-slim

RUN useradd --uid 1000 --home-dir /var/lib/filings --create-home filings
WORKDIR /app

# The wheel carries dbt/ and migrations/ with it, so the image needs no checkout.
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY etl etl
COPY dbt dbt
COPY migrations migrations
RUN pip install --no-cache-dir .

USER filings
WORKDIR /var/lib/filings
ENTRYPOINT ["filings"]
CMD ["--help"]
