package dev.notifier.config.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Users and their sessions.
 *
 * @param idleTimeout how long a session lives without a request of its user, 1 minute to 12 hours
 * @param sessionLife how long a session lives whatever its user does, 10 minutes to 7 days
 * @param personLookupsPerHour the most requests below {@code /v1/people/} of a user with the role
 *     support who is no administrator, on all instances, 1 to 10,000
 * @param requestsPerSecond the most requests of a user, on all instances, 1 to 1,000
 * @param passkeys the second factors that need a browser
 */
public record UsersConfig(
    @DefaultValue("30m")
        @NotNull @DurationMin(minutes = 1, message = IDLE)
        @DurationMax(hours = 12, message = IDLE)
        Duration idleTimeout,
    @DefaultValue("12h")
        @NotNull @DurationMin(minutes = 10, message = LIFE)
        @DurationMax(days = 7, message = LIFE)
        Duration sessionLife,
    @DefaultValue("60") @Min(value = 1, message = LOOKUPS) @Max(value = 10_000, message = LOOKUPS) int personLookupsPerHour,
    @DefaultValue("20") @Min(value = 1, message = REQUESTS) @Max(value = 1_000, message = REQUESTS) int requestsPerSecond,
    @DefaultValue @Valid PasskeysConfig passkeys) {
  private static final String IDLE = "must be from 1m to 12h";
  private static final String LIFE = "must be from 10m to 7d";
  private static final String REQUESTS = "must be from 1 to 1000";
  private static final String LOOKUPS = "must be from 1 to 10000";
}
