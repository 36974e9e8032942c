#!/bin/sh
# Sets the version of Notifier in all modules, in docker/.env and in the documents that name a jar:
#
#   build-config/set-version.sh 0.1.0
set -eu

cd "$(dirname "$0")/.."
new=${1:?"usage: build-config/set-version.sh VERSION"}
newline='
'
case $new in *"$newline"*) new=invalid ;; esac # grep would accept one line of several
if ! printf '%s\n' "$new" | LC_ALL=C grep -Eq '^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$'; then
  echo "notifier: $1 is not a version such as 0.1.0 or 0.2.0-SNAPSHOT" >&2
  exit 2
fi
old=$(sed -n 's|^  <version>\(.*\)</version>.*|\1|p' pom.xml | head -n 1)
if [ -z "$old" ]; then
  echo "notifier: pom.xml has no version in the place where this script looks for it" >&2
  exit 1
fi
pattern=$(printf '%s' "$old" | sed 's/\./\\./g')

replace() { # EXPRESSION FILE...
  expression=$1
  shift
  for file in "$@"; do
    sed "$expression" "$file" >"$file.new"
    cat "$file.new" >"$file"
    rm "$file.new"
  done
}
replace "s|<version>$pattern</version>|<version>$new</version>|" pom.xml */pom.xml
replace "s|^NOTIFIER_VERSION=$pattern\$|NOTIFIER_VERSION=$new|" docker/.env
replace "s|-$pattern-app|-$new-app|" smsc-simulator/README.md
echo "$old -> $new"
