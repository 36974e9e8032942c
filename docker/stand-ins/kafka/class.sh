#!/bin/bash
# class.sh HEAP CLASS ARGUMENT...: runs a class of Kafka.
set -eu
heap=$1
shift
read -ra options <<<"$heap ${KAFKA_OPTS-}"
exec java "${options[@]}" -XX:+ExitOnOutOfMemoryError \
  -Dorg.slf4j.simpleLogger.defaultLogLevel="${KAFKA_LOG4J_ROOT_LOGLEVEL:-info}" \
  -Dorg.slf4j.simpleLogger.showDateTime=true \
  -Dorg.slf4j.simpleLogger.dateTimeFormat='[yyyy-MM-dd HH:mm:ss,SSS]' \
  -Dorg.slf4j.simpleLogger.logFile=System.out \
  -cp '/opt/kafka/libs/*' "$@"
