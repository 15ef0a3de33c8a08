# One image for web, worker, beat, relay and set-up; docker-compose.yml says which is which.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS packages
WORKDIR /build
COPY requirements/build.txt requirements/base.txt ./
# the two that come as source need setuptools, locked as well; pip fetches nothing else
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r build.txt \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --no-build-isolation --use-pep517 -r base.txt \
    && /opt/venv/bin/pip uninstall --yes setuptools pip

FROM python:${PYTHON}
# Pango prints the papers; versions are those of the Debian release, with its security updates
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin payung \
    && install --directory --owner payung --group payung --mode 0700 /var/lib/payung
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PAYUNG_HOME=/var/lib/payung \
    PAYUNG_STATIC=/payung/collected
WORKDIR /payung
COPY --from=packages /opt/venv /opt/venv
COPY . .
# hashed and compressed once, here; neither key nor database is used
RUN python -m compileall -q . \
    && PAYUNG_SECRET_KEY=build PAYUNG_APP_URL=postgresql:///build python manage.py collectstatic --no-input --verbosity 0
USER 10001
VOLUME /var/lib/payung
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--max-requests", "2000", "--max-requests-jitter", "200", "--access-logfile", "-"]
