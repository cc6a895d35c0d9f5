# One image for web, worker and beat; what it runs as is the command in docker-compose.yml.
FROM python:3.11-slim-bookworm AS pakketten
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt .
RUN python -m venv /omgeving \
    && /omgeving/bin/pip install --require-hashes --only-binary=:all: -r requirements.txt

FROM python:3.11-slim-bookworm
# Pango and HarfBuzz draw the letters (WeasyPrint).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin opstap
COPY --from=pakketten /omgeving /omgeving
ENV PATH=/omgeving/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=opstap.settings \
    OPSTAP_VAR=/tmp/opstap
WORKDIR /opstap
COPY manage.py pyproject.toml ./
COPY opstap opstap
COPY aanmelding aanmelding
COPY woningen woningen
COPY evaluatie evaluatie
COPY templates templates
COPY static static
# Hashed and compressed once, here: containers share one answer and write nothing. The values only satisfy the start check.
RUN PRODUCTIE=1 SECRET_KEY=alleen-om-de-statische-bestanden-te-verzamelen-geen-geheim \
    ALLOWED_HOSTS=localhost DATABASE_URL=postgres://localhost/x BROKER_URL=redis://localhost EMAIL_URL=smtp://localhost:25 \
    python manage.py collectstatic --no-input --verbosity 0
USER opstap
EXPOSE 8000
CMD ["gunicorn", "opstap.wsgi:application", "--bind", "0.0.0.0:8000"]
