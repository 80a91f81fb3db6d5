# Built from the lock files alone, with hashes; what runs has no compiler, no root and no tests.

FROM python:3.11-slim AS build
WORKDIR /build
# Compiled for any processor of this kind, so that what is compiled here serves wherever it runs.
ENV NUMBA_CPU_NAME=generic
COPY requirements-build.lock requirements-runtime.lock ./
RUN python -m venv /opt/builder \
 && /opt/builder/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements-build.lock \
 && python -m venv /opt/wijkkas \
 && /opt/wijkkas/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements-runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain domain
COPY application application
COPY projections projections
COPY adapters adapters
RUN /opt/builder/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /build/wheels . \
 && /opt/wijkkas/bin/pip install --no-cache-dir --no-deps --no-index /build/wheels/*.whl
# What is compiled is taken for the source of one moment. Layers of an image keep whole seconds of it.
WORKDIR /
RUN cd "$(/opt/wijkkas/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
 && find domain adapters -name '*.py' -exec touch --date='2026-01-01 00:00:00' {} + \
 && /opt/wijkkas/bin/python -m compileall -q -f domain adapters \
 && cd / \
 && NUMBA_CACHE_DIR=/opt/wijkkas/compiled /opt/wijkkas/bin/python -m adapters.compiling

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Wijkkas" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin wijkkas
COPY --from=build /opt/wijkkas /opt/wijkkas
ENV PATH=/opt/wijkkas/bin:$PATH \
    NUMBA_CPU_NAME=generic \
    NUMBA_CACHE_DIR=/tmp/compiled \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8033
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8033/healthz', timeout=2)"]
# numba keeps what it compiles only where it may write, and of the container that is /tmp alone.
ENTRYPOINT ["sh", "-c", "cp -r /opt/wijkkas/compiled /tmp/ && exec wijkkas \"$@\"", "wijkkas"]
CMD ["serve"]
