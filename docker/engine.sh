# shellcheck shell=sh
# For the scripts beside it: finds the program that builds and runs containers, "engine"; ENGINE decides it.

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
  say "neither docker nor podman is available: start one, or set DOCKER_HOST to the address where it listens."
  exit 1
fi

# build_image IMAGE FOLDER OPTION...: no step needs the network.
build_image() {
  image=$1
  folder=$2
  shift 2
  case $engine in
    # Podman drops health checks from any other format.
    podman) set -- --format docker "$@" ;;
  esac
  say "building $image"
  built=${TMPDIR:-/tmp}/notifier-build.$$
  "$engine" build --quiet --network none --tag "$image" "$@" "$folder" >"$built" 2>&1 || {
    cat "$built" >&2
    say "$image could not be built."
    exit 1
  }
  rm -f "$built"
}
