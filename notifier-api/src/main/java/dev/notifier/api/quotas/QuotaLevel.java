package dev.notifier.api.quotas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much of its quota a tenant has used, in ascending order. */
public enum QuotaLevel {
  OK(0),
  WARNING_80(80),
  WARNING_95(95),
  /** Only events of the categories OTP and SERVICE are accepted. */
  REACHED(100);

  private static final long PERCENT = 100;

  private final int percent;

  QuotaLevel(int percent) {
    this.percent = percent;
  }

  /**
   * The level of a tenant.
   *
   * @param limit from 1; null = any number
   */
  static QuotaLevel of(long used, @Nullable Long limit) {
    QuotaLevel level = OK;
    if (limit != null) {
      for (QuotaLevel each : values()) {
        // Rounded up, so that a level is never reached too early; neither product overflows.
        long reachedAt =
            limit / PERCENT * each.percent + Math.ceilDiv(limit % PERCENT * each.percent, PERCENT);
        level = used >= reachedAt ? each : level;
      }
    }
    return level;
  }

  /** The name in documents and metrics, such as {@code warning-80}. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int percent() {
    return percent;
  }
}
