#!/bin/sh
exec /etc/kafka/docker/class.sh "${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G}" kafka.Kafka "$@"
