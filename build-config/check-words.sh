#!/bin/sh
# Reports words of words.txt in documents, comments and messages, one per line: FILE:LINE: WORD: write SUGGESTION.
# Fails if there is one. Checks the whole repository, or only FOLDER: build-config/check-words.sh [FOLDER]
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
JAVA_HOME=$("$here/find-jdk.sh") || exit 1
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC "$here/CheckWords.java" "$here/words.txt" \
  "${1:-$(dirname "$here")}"
