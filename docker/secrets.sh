#!/bin/sh
# Creates the secrets that compose mounts into the containers: docker/secrets/, one file for each. Those of Notifier are
# named like their keys. Existing files are kept. Only the owner may enter the folder. The files are readable by all,
# because the programs in the containers run under other user ids.
set -eu

folder=$(cd "$(dirname "$0")" && pwd -P)/secrets
mkdir -p "$folder"
chmod 700 "$folder"

make() { # NAME [VALUE]: without a value, a random one
  file=$folder/$1
  if [ -e "$file" ]; then return 0; fi
  if [ $# -gt 1 ]; then
    printf '%s' "$2" >"$file.new"
  else
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file.new"
  fi
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  printf 'created %s\n' "$file"
}

make notifier.api-key
make notifier.privacy-key
make notifier.operators.editor.key
make notifier.operators.reviewer.key
# PostgreSQL: its superuser, the owner of the schema, and the role of api and worker.
make postgres.superuser-password
make postgres.owner-password
make notifier.postgres.password
# Kafka: the controllers and brokers among themselves, and its clients.
make kafka.controller-password
make kafka.broker-password
make kafka.api-password
make kafka.worker-password
# The password at the carrier. The simulator accepts this one; a real carrier assigns its own.
make notifier.routes.viettel.password secret
