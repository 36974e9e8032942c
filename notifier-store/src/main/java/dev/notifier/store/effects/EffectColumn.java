package dev.notifier.store.effects;

import java.util.Locale;

/** What reminders are counted by. */
public enum EffectColumn {
  DAY,
  TEMPLATE,
  VERSION,
  LOCALE,
  AUDIENCE;

  /** The column of {@code effect_counts c}, and not of a result, where numbers are texts. */
  String column() {
    return "c." + name().toLowerCase(Locale.ROOT);
  }
}
