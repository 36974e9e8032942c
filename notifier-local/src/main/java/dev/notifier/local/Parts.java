package dev.notifier.local;

import dev.notifier.local.home.Home;
import java.util.EnumSet;
import java.util.Set;

/** Makes the parts that can be started. */
final class Parts {
  static final Set<PartKind> KNOWN = EnumSet.of(PartKind.POSTGRES, PartKind.KAFKA);

  private Parts() {}

  static Part create(PartKind kind, Home home, LocalSettings settings) {
    return switch (kind) {
      case POSTGRES -> new PostgresPart(home, settings);
      case KAFKA -> new KafkaPart(home, settings);
      case SMSC, WORKER, API -> throw new IllegalArgumentException("not a known part: " + kind);
    };
  }
}
