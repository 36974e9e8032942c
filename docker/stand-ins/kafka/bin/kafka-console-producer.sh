#!/bin/sh
KAFKA_LOG4J_ROOT_LOGLEVEL=error exec /etc/kafka/docker/class.sh -Xmx256m org.apache.kafka.tools.ConsoleProducer "$@"
