package dev.notifier.api.cloudevents;

import java.time.Duration;

/**
 * The limits of requests and events. They are part of the API: {@code docs/errors.md} lists them.
 */
public final class EventLimits {
  public static final int MAX_BODY_BYTES = 16 << 20;
  static final int MAX_BATCH_EVENTS = 10_000;

  /** Of one event, however it comes. */
  public static final int MAX_EVENT_BYTES = 64 << 10;

  static final int MAX_JSON_DEPTH = 32;
  static final int MAX_NUMBER_CHARACTERS = 64;
  static final int MAX_TEXT_CHARACTERS = 20_000;
  static final int MAX_VIOLATIONS_PER_EVENT = 10;
  static final Duration MAX_AGE = Duration.ofDays(60);
  static final Duration MAX_AHEAD = Duration.ofDays(1);

  /** How long after its acceptance a message may be sent. */
  static final Duration MAX_SEND_AFTER = Duration.ofDays(30);

  private EventLimits() {}
}
