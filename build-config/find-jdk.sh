#!/bin/sh
# Prints the home of a JDK 25, or says which package to install and fails. Used by mvnw, notifier, docker/*.sh and
# .ci/run, so that all of them work on a machine where the default java is another version:
#
#   JAVA_HOME=$(build-config/find-jdk.sh) || exit 1
#
# JAVA_HOME wins, then JDK_25, then the java of the PATH, then the places where package managers and IDEs put JDKs.
set -eu

is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q '^JAVA_VERSION="25[".+]' "$1/release"
}

try() {
  for jdk in "$@"; do
    if [ -n "$jdk" ] && is_jdk_25 "$jdk"; then
      printf '%s\n' "$jdk"
      exit 0
    fi
  done
}

home_of_java_on_path() {
  command -v java >/dev/null 2>&1 || return 0
  # The java of macOS is only a starter, so the program itself has to say where its home is.
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

home=${HOME:-/nonexistent}
try "${JAVA_HOME:-}" "${JDK_25:-}"
try "$(home_of_java_on_path)"
try /usr/lib/jvm/* "$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.jenv/versions/* \
  "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/* /opt/* /usr/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home

echo "No JDK 25 found: install temurin-25-jdk (apt, dnf; see https://adoptium.net), temurin@25 (brew --cask) or 25-tem (sdk install java), or set JAVA_HOME to a JDK 25." >&2
exit 1
