#!/bin/sh
exec /etc/kafka/docker/class.sh "${KAFKA_HEAP_OPTS:--Xmx256m}" kafka.tools.StorageTool "$@"
