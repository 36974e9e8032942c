#!/bin/sh
# Lints the scripts, Dockerfiles and compose files. Needs shellcheck, node and compose; the linters come from npm in the
# versions below. Hadolint is not an npm package; dockerlinter has its rules.
set -eu

cd "$(dirname "$0")"
# shellcheck source=docker/.env
. ./.env
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

say() { printf 'lint: %s\n' "$*" >&2; }
wrong() {
  say "$*"
  failed=1
}

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

(cd .. && shellcheck -x notifier .ci/run build-config/*.sh docker/*.sh docker/health docker/stand-ins/*/*.sh \
  docker/stand-ins/kafka/run docker/stand-ins/kafka/bin/* docker/kafka/start docker/reduce-base) || wrong "shellcheck"

npm install --silent --ignore-scripts --no-save --prefix "$work" \
  dclint@3.1.0 dockerfile-utils@0.16.3 dockerlinter@2.0.0 >/dev/null

for file in Dockerfile stand-ins/*/Dockerfile; do
  plain=$work/Dockerfile
  # The empty base has no tags, but dockerlinter wants one.
  sed "s|^FROM scratch |FROM scratch:none |; s|\${JDK_IMAGE}|$JDK_IMAGE|; s|\${BASE_IMAGE}|$BASE_IMAGE|; s|\${TOOLS_IMAGE}|$BASE_IMAGE|" "$file" >"$plain"
  # EI0001 reports the health checks of several stages as duplicates.
  found=$(node "$work/node_modules/dockerlinter/bin/dockerfilelinter.js" -i EI0001 -f "$plain")
  if [ -n "$found" ]; then wrong "$file: $found"; fi
  found=$(node "$work/node_modules/dockerfile-utils/bin/dockerfile-utils" lint "$plain")
  if [ -n "$found" ]; then wrong "$file: $found"; fi
done

for file in compose.yaml compose.dev.yaml; do
  mkdir "$work/$file"
  compose -f "$file" config >"$work/resolved" || wrong "$file: compose config"
  compose -f "$file" config --format json >"$work/resolved.json" || wrong "$file: compose config"
  node check-compose.mjs "$file" "$work/resolved.json" || wrong "$file: see above"
  # Compose 1 writes a version, which is obsolete.
  sed '/^version:/d' "$work/resolved" >"$work/$file/compose.yaml"
done
node "$work/node_modules/dclint/bin/dclint.cjs" -c .dclintrc.yaml . || wrong "dclint"
sed '/no-unbound-port-interfaces/d; /explicit-tag/d' .dclintrc.yaml >"$work/values.yaml"
node "$work/node_modules/dclint/bin/dclint.cjs" -c "$work/values.yaml" "$work/compose.yaml" "$work/compose.dev.yaml" ||
  wrong "dclint, with values"

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' ../pom.xml | head -n 1)
if [ "$version" != "$NOTIFIER_VERSION" ]; then wrong ".env says $NOTIFIER_VERSION, pom.xml $version"; fi

if [ "$failed" = 0 ]; then say "no problems found"; fi
exit "$failed"
