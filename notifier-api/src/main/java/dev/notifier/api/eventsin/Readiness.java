package dev.notifier.api.eventsin;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.KafkaAvailability;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether events of clients are accepted. Unlike events over HTTP they wait while PostgreSQL is
 * unavailable: none could be planned, and their daily limits could not be shared. Used by one
 * thread.
 */
final class Readiness implements BooleanSupplier {
  private static final Duration VALID = Duration.ofSeconds(1);

  private final KafkaAvailability kafka;
  private final EventTypeRegistry types;
  private final BooleanSupplier postgres;
  private final LongSupplier nanos;
  private boolean postgresUp;
  private long checkedAt;

  /**
   * @param postgres whether it responds; may take seconds
   * @param nanos a monotonic clock
   */
  Readiness(
      KafkaAvailability kafka,
      EventTypeRegistry types,
      BooleanSupplier postgres,
      LongSupplier nanos) {
    this.kafka = kafka;
    this.types = types;
    this.postgres = postgres;
    this.nanos = nanos;
    this.checkedAt = nanos.getAsLong() - VALID.toNanos();
  }

  @Override
  public boolean getAsBoolean() {
    if (!kafka.isUp() || !types.isKnown()) {
      return false;
    }
    if (nanos.getAsLong() - checkedAt >= VALID.toNanos()) {
      postgresUp = postgres.getAsBoolean();
      checkedAt = nanos.getAsLong();
    }
    return postgresUp;
  }
}
