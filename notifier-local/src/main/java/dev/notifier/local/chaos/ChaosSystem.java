package dev.notifier.local.chaos;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.faults.WorkerRestart;

/**
 * The running system that a chaos run disturbs.
 *
 * @param kafka creates clients of the broker
 * @param workers how its workers are killed
 */
public record ChaosSystem(Target target, KafkaClients kafka, WorkerRestart workers) {}
