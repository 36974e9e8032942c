#!/bin/sh
# Writes the digests of the public images into .env, so that a changed tag cannot change what is built and run:
#
#   docker/pin.sh              # asks the registry (MIRROR) for the digest of each tag
#   docker/pin.sh --remove     # uses the tags again, as stand-in images need it
#
# To update an image, change its tag in .env, run this script, read the difference, and test.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
given_mirror=${MIRROR-}
# shellcheck source=docker/.env
. "$here/.env"
mirror=${given_mirror:-$MIRROR}
# shellcheck source=docker/engine.sh
. "$here/engine.sh"

digest() { # IMAGE
  "$engine" pull --quiet "$mirror$1" >/dev/null
  "$engine" image inspect --format '{{index .RepoDigests 0}}' "$mirror$1" | sed 's/.*\(@sha256:[0-9a-f]*\)$/\1/'
}

for name in JDK BASE KAFKA POSTGRES PROMETHEUS; do
  eval "image=\$${name}_IMAGE"
  value=
  if [ "${1-}" != --remove ]; then value=$(digest "$image"); fi
  sed "s|^${name}_DIGEST=.*|${name}_DIGEST=$value|" "$here/.env" >"$here/.env.new"
  mv "$here/.env.new" "$here/.env"
  printf '%s%s\n' "$image" "$value"
done
