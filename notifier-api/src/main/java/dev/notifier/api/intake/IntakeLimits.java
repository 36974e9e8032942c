package dev.notifier.api.intake;

import java.time.Duration;

/** What callers may send at most. Part of the interface: {@code docs/errors.md} names them. */
final class IntakeLimits {
  static final int MAX_BODY_OCTETS = 16 << 20;
  static final int MAX_BATCH_EVENTS = 10_000;
  static final int MAX_EVENT_OCTETS = 64 << 10;
  static final int MAX_JSON_DEPTH = 32;
  static final int MAX_NUMBER_CHARACTERS = 64;
  static final int MAX_TEXT_CHARACTERS = 20_000;
  static final int MAX_NUMBER_DIGITS = 18;
  static final int MAX_FINDINGS_PER_EVENT = 10;
  static final Duration MAX_AGE = Duration.ofDays(60);
  static final Duration MAX_AHEAD = Duration.ofDays(1);

  private IntakeLimits() {}
}
