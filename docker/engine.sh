# shellcheck shell=sh
# Used by the other scripts: sets "engine" to the program that builds and runs containers, or to ENGINE if it is set.

say() { printf 'notifier: %s\n' "$*" >&2; }

engine=${ENGINE-}
if [ -z "$engine" ]; then
  for candidate in docker podman; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" info >/dev/null 2>&1; then
      engine=$candidate
      break
    fi
  done
fi
if [ -z "$engine" ]; then
  say "neither docker nor podman responds: start one of them, or set DOCKER_HOST to its address."
  exit 1
fi

# build_image IMAGE FOLDER OPTION...: builds an image without network access.
build_image() {
  image=$1
  folder=$2
  shift 2
  case $engine in
    # Podman omits health checks from every other format.
    podman) set -- --format docker "$@" ;;
  esac
  say "building $image"
  built=${TMPDIR:-/tmp}/notifier-build.$$
  "$engine" build --quiet --network none --tag "$image" "$@" "$folder" >"$built" 2>&1 || {
    cat "$built" >&2
    say "$image could not be built; see the output above."
    exit 1
  }
  rm -f "$built"
}
