#!/bin/sh
# Writes the bill of materials of what ships (target/bom.json and target/bom.xml, CycloneDX) and fails if a library in
# it has no licence of licences.txt. Needs no compiled code, but the network: CycloneDX reads the poms of all libraries.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(dirname "$here")
JAVA_HOME=$("$here/find-jdk.sh") || exit 1
export JAVA_HOME
(cd "$root" && ./mvnw -B -ntp cyclonedx:makeAggregateBom)
exec "$JAVA_HOME/bin/java" "$here/CheckLicences.java" "$here/licences.txt" "$root/target/bom.xml"
