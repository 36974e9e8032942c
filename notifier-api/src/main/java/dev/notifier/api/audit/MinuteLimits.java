package dev.notifier.api.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the present minute has had so far. Not thread-safe. */
final class MinuteLimits {
  /** Entries of one caller, operation and code; later ones are only counted. */
  static final int MAX_COMMANDS = 20;

  /** Beginnings of keys of one network; they cost an attacker nothing. */
  static final int MAX_PREFIXES = 10;

  /** Entries about callers without a key of all networks. */
  static final int MAX_ANONYMOUS = 100;

  /** Different commands, of callers with a key. */
  private static final int MAX_KEYS = 1_000;

  private final Map<Counted, Integer> commands = new HashMap<>();
  private final Map<String, Set<String>> prefixes = new HashMap<>();
  private final Set<Counted> anonymous = new HashSet<>();
  private Instant minute = Instant.MIN;

  /** Whether a command has an entry of its own; otherwise it is only counted. */
  boolean allows(Counted command) {
    begin(command.minute());
    if (commands.size() >= MAX_KEYS && !commands.containsKey(command)) {
      return false;
    }
    return commands.merge(command, 1, Integer::sum) <= MAX_COMMANDS;
  }

  /** As what a request without a key is counted. */
  Counted bounded(Counted request) {
    begin(request.minute());
    String network = String.valueOf(request.network());
    Set<String> known = prefixes.getOrDefault(network, Set.of());
    String prefix = request.actor().name();
    Counted counted =
        known.contains(prefix) || known.size() < MAX_PREFIXES ? request : request.ofAnyActor();
    if (!anonymous.contains(counted)) {
      if (anonymous.size() >= MAX_ANONYMOUS) {
        return request.other();
      }
      anonymous.add(counted);
      if (counted.equals(request)) {
        prefixes.computeIfAbsent(network, _ -> new HashSet<>()).add(prefix);
      }
    }
    return counted;
  }

  private void begin(Instant now) {
    if (!now.equals(minute)) {
      minute = now;
      commands.clear();
      prefixes.clear();
      anonymous.clear();
    }
  }
}
