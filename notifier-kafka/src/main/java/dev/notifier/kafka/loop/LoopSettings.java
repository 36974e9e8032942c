package dev.notifier.kafka.loop;

import java.time.Duration;

/**
 * Settings that all loops of a worker share.
 *
 * @param sessionTimeout after this silence a worker's partitions are assigned to another worker, 6
 *     to 10 s
 * @param trimPeriod how often committed records are deleted
 */
public record LoopSettings(Duration sessionTimeout, Duration trimPeriod) {}
