#!/bin/sh
# Makes the secrets that compose mounts into the containers, once: docker/secrets/, one file for each, named like its
# key. What is there stays as it is. Only the owner may enter the folder; the files inside can be read by all, because
# programs in the containers run under other ids.
set -eu

folder=$(cd "$(dirname "$0")" && pwd -P)/secrets
mkdir -p "$folder"
chmod 700 "$folder"

make() { # NAME [VALUE]: a random value where none is given
  file=$folder/$1
  if [ -e "$file" ]; then return 0; fi
  if [ $# -gt 1 ]; then
    printf '%s' "$2" >"$file.new"
  else
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file.new"
  fi
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  printf 'made %s\n' "$file"
}

make notifier.api-key
make notifier.privacy-key
make notifier.operators.editor.key
make notifier.operators.reviewer.key
make notifier.postgres.password
# The account at the carrier: the simulator takes this one. A real carrier gives another.
make notifier.routes.viettel.password secret
