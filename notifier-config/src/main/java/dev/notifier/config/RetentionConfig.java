package dev.notifier.config;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long data is kept. The minimum of notifications and inbound messages is that of the topics
 * with the same personal data, which are kept for up to 30 days. That of digests is the age up to
 * which events are accepted (60 days), and ten days that events may wait for plan.
 *
 * @param notifications notifications with their texts and numbers, unless their event type has a
 *     retention of its own; 30 to 3650 days
 * @param digests the digests of events, which detect duplicates; 70 to 366 days
 * @param inbound inbound messages with their texts and numbers; 30 to 3650 days
 */
public record RetentionConfig(
    @DefaultValue("90d")
        @NotNull @DurationMin(days = 30, message = PERSONAL_DATA)
        @DurationMax(days = 3650, message = PERSONAL_DATA)
        Duration notifications,
    @DefaultValue("90d")
        @NotNull @DurationMin(days = 70, message = DIGESTS)
        @DurationMax(days = 366, message = DIGESTS)
        Duration digests,
    @DefaultValue("90d")
        @NotNull @DurationMin(days = 30, message = PERSONAL_DATA)
        @DurationMax(days = 3650, message = PERSONAL_DATA)
        Duration inbound) {
  private static final String PERSONAL_DATA = "must be from 30d to 3650d";

  private static final String DIGESTS = "must be from 70d to 366d";
}
