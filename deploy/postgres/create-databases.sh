#!/bin/sh
# Run once by the postgres image, on a new volume: a role and databases of their own for Temporal and for Daybrief's history.
set -eu

psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=temporal_password="$TEMPORAL_DB_PASSWORD" --set=daybrief_password="$DAYBRIEF_DB_PASSWORD" <<'SQL'
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE ROLE daybrief LOGIN PASSWORD :'daybrief_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE daybrief OWNER daybrief;
SQL
