package dev.notifier.local;

import dev.notifier.local.home.Home;

/** Makes the parts that can be started. */
final class Parts {
  private Parts() {}

  /**
   * A part.
   *
   * @param alone whether this process was started for this part alone: an application then runs
   *     from its own jar, as it would elsewhere
   */
  static Part create(PartKind kind, Home home, AppSettings settings, boolean alone) {
    return switch (kind) {
      case POSTGRES -> new PostgresPart(home, settings.local());
      case KAFKA -> new KafkaPart(home, settings.local());
      case SMSC -> new SmscPart(home, settings.local());
      case WORKER, API ->
          alone ? new AppProcess(kind, home, settings) : new AppHere(kind, settings);
    };
  }
}
