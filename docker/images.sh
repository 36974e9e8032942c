#!/bin/sh
# Builds the images notifier-api, notifier-worker and notifier-simulator; the jars must be there. "./notifier images"
# builds them first.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$here")
given_mirror=${MIRROR-}
# shellcheck source=docker/.env
. "$here/.env"
mirror=${given_mirror:-$MIRROR}
base=$mirror$BASE_IMAGE
jdk=$mirror$JDK_IMAGE

usage() {
  cat <<TEXT
./notifier images [options]: makes notifier-api, notifier-worker and notifier-simulator with docker or podman
  --base IMAGE   their base, with glibc, bash and useradd (default $base)
  --jdk IMAGE    a JDK 25, from which the runtime is cut (default $jdk)
  --tag TAG      instead of the version, $NOTIFIER_VERSION
MIRROR=registry.example/ before the command takes both from there; MIRROR=stand-in/ takes what docker/local-bases.sh made.
TEXT
}

tag=$NOTIFIER_VERSION
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --base | --jdk | --tag)
      if [ $# -lt 2 ]; then
        printf 'notifier: %s needs a value; --help shows all\n' "$1" >&2
        exit 2
      fi
      case $1 in
        --base) base=$2 ;;
        --jdk) jdk=$2 ;;
        --tag) tag=$2 ;;
      esac
      shift 2
      ;;
    *)
      printf 'notifier: %s is unknown; --help shows all\n' "$1" >&2
      exit 2
      ;;
  esac
done

# shellcheck source=docker/engine.sh
. "$here/engine.sh"

for program in api worker simulator; do
  build_image "notifier-$program:$tag" "$root" --file "$here/Dockerfile" --target "$program" \
    --build-arg JDK_IMAGE="$jdk" --build-arg BASE_IMAGE="$base"
done
"$engine" images --filter reference="notifier-*:$tag"
