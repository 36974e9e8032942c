package dev.notifier.local.chaos.faults;

import java.util.Map;
import java.util.Set;

/**
 * Faults of one table.
 *
 * @param injected how often, by name
 * @param unsupported the names of those that could not be injected
 */
public record InjectedFaults(Map<String, Integer> injected, Set<String> unsupported) {}
