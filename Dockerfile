# syntax=docker/dockerfile:1
# Two stages: the build stage makes a virtual environment from the locked requirements, the second holds only that.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/counterpoint
COPY requirements/build.txt requirements/run.txt requirements/postgres.txt requirements/imap.txt requirements/
RUN /opt/counterpoint/bin/pip install --require-hashes -r requirements/build.txt -r requirements/postgres.txt -r requirements/imap.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY summarizers summarizers
COPY config config
COPY seeds seeds
RUN /opt/counterpoint/bin/pip install --no-deps --no-build-isolation . \
 && /opt/counterpoint/bin/python -m compileall -q /opt/counterpoint/lib

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Counterpoint" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/counterpoint /opt/counterpoint
# Everything the program writes goes to /data; the root file system may be read-only.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin counterpoint \
 && install -d -o counterpoint -g counterpoint /data
ENV PATH=/opt/counterpoint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    COUNTERPOINT_DATA_DIR=/data \
    COUNTERPOINT_WEB__HOST=0.0.0.0 \
    COUNTERPOINT_LOG__FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Alive, not ready: a database that is away must not get the process killed.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
# SIGTERM drains: no new work, open work is finished, then the process ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["counterpoint"]
CMD ["run"]
