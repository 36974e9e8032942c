#!/bin/sh
# Builds the images notifier-api, notifier-worker and notifier-simulator from existing jars. "./notifier images" builds
# the jars first.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$here")
given_mirror=${MIRROR-}
# shellcheck source=docker/.env
. "$here/.env"
mirror=${given_mirror:-$MIRROR}
base=$mirror$BASE_IMAGE$BASE_DIGEST
jdk=$mirror$JDK_IMAGE$JDK_DIGEST

usage() {
  cat <<TEXT
./notifier images [options]: builds notifier-api, notifier-worker and notifier-simulator with docker or podman
  --base IMAGE   base image, with glibc, bash and useradd (default $base)
  --jdk IMAGE    image with a JDK 25, from which the runtime is created (default $jdk)
  --tag TAG      tag of the images (default: the version, $NOTIFIER_VERSION)
  --no-aot       without AOT caches: saves some minutes of building; each start of api and worker needs more CPU
Set MIRROR=registry.example/ to use both from that registry, or MIRROR=stand-in/ to use the images that docker/local-bases.sh built.
TEXT
}

tag=$NOTIFIER_VERSION
aot=on
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --no-aot)
      aot=off
      shift
      ;;
    --base | --jdk | --tag)
      if [ $# -lt 2 ]; then
        printf 'notifier: %s needs a value; --help lists the options\n' "$1" >&2
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
      printf 'notifier: unknown option %s; --help lists the options\n' "$1" >&2
      exit 2
      ;;
  esac
done

# shellcheck source=docker/engine.sh
. "$here/engine.sh"

for program in api worker simulator; do
  build_image "notifier-$program:$tag" "$root" --file "$here/Dockerfile" --target "$program" \
    --build-arg JDK_IMAGE="$jdk" --build-arg BASE_IMAGE="$base" --build-arg AOT="$aot"
done
"$engine" images --filter reference="notifier-*:$tag"
