#!/bin/bash
# Runs once, when the database is made: an owner that migrates, and that makes the role of each
# municipality's application. The password comes from the environment. And memory.conf, and an
# archive of the write-ahead log, where /archive is a folder that this account may write (docs/operations.md).
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --quiet --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner_password WIJKKAS_OWNER_PASSWORD
SET log_statement = 'none';
CREATE ROLE wijkkas_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE DATABASE wijkkas OWNER wijkkas_owner;
REVOKE ALL ON DATABASE wijkkas FROM PUBLIC;
SQL

echo "include = '/etc/wijkkas/memory.conf'" >> "$PGDATA/postgresql.conf"
if [ -w /archive ]; then
  echo "include = '/etc/wijkkas/archive.conf'" >> "$PGDATA/postgresql.conf"
else
  echo "No folder /archive to write to: the write-ahead log is not archived." >&2
fi
