#!/bin/bash
# Supports the variables of the official image that Notifier uses. The first start runs a temporary server for the set-up.
set -eu

if [ "${1:-postgres}" != postgres ] && [ "${1#-}" = "$1" ]; then exec "$@"; fi
if [ "${1#-}" != "$1" ]; then set -- postgres "$@"; fi

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA" /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$0" "$@"
fi

from_file() { # NAME: the content of the file in NAME_FILE, or the variable NAME
  local file=${1}_FILE
  if [ -n "${!file-}" ]; then cat "${!file}"; else printf '%s' "${!1-}"; fi
}

user=$(from_file POSTGRES_USER)
user=${user:-postgres}
name=$(from_file POSTGRES_DB)
name=${name:-$user}
password=$(from_file POSTGRES_PASSWORD)

first_start() {
  if [ -z "$password" ] && [ "${POSTGRES_HOST_AUTH_METHOD-}" != trust ]; then
    echo 'POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE must be set' >&2
    exit 1
  fi
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  initdb --pgdata="$PGDATA" --username="$user" --encoding=UTF8 --pwfile=<(printf '%s\n' "$password") \
    --auth-local=trust --auth-host=scram-sha-256
  printf 'host all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  pg_ctl --pgdata="$PGDATA" --wait --options="-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" start
  if [ "$name" != postgres ]; then
    psql --host=/var/run/postgresql --username="$user" --dbname=postgres --no-password \
      --set=name="$name" <<<'create database :"name";'
  fi
  for script in /docker-entrypoint-initdb.d/*.sql; do
    if [ -f "$script" ]; then
      psql --host=/var/run/postgresql --username="$user" --dbname="$name" --no-password \
        --set=ON_ERROR_STOP=1 --file="$script"
    fi
  done
  pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then first_start; fi
shift
exec postgres -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql "$@"
