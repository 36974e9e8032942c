package dev.notifier.local.chaos;

import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.faults.WorkerRestart;

/**
 * The running system that a chaos run disturbs.
 *
 * @param kafka the address of the broker, {@code host:port}
 * @param workers how its workers are killed
 */
public record ChaosSystem(Target target, String kafka, WorkerRestart workers) {}
