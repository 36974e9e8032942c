package dev.notifier.config.replies;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The system that has the data which people ask for.
 *
 * @param url where it answers, https or, on a loopback address, http; the endpoints of the queries
 *     are below it. Empty = there is none
 * @param secret signs the requests, as Standard Webhooks say: {@code whsec_} and 24 to 64 bytes in
 *     Base64
 * @param timeout for one request, 100 ms to 10 s
 * @param maxConcurrent how many requests a worker sends at a time, 1 to 256
 */
public record QueriesConfig(
    @DefaultValue("") @Pattern(regexp = SignedUrl.URL, message = SignedUrl.URL_MESSAGE) String url,
    @DefaultValue("") @Pattern(regexp = SignedUrl.SECRET, message = SignedUrl.SECRET_MESSAGE) String secret,
    @DefaultValue("2s")
        @NotNull @DurationMin(millis = 100, message = TIMEOUT)
        @DurationMax(seconds = 10, message = TIMEOUT)
        Duration timeout,
    @DefaultValue("32")
        @Min(value = 1, message = CONCURRENT) @Max(value = 256, message = CONCURRENT) int maxConcurrent) {
  private static final String TIMEOUT = "must be from 100ms to 10s";
  private static final String CONCURRENT = "must be from 1 to 256";

  /** No system: a query gets the text that it cannot be answered. */
  public static final QueriesConfig NONE = new QueriesConfig("", "", Duration.ofSeconds(2), 32);

  /** Whether there is such a system. */
  public boolean isEnabled() {
    return !url.isEmpty();
  }

  /** Does not contain the secret. */
  @Override
  public String toString() {
    return "QueriesConfig[" + url + "]";
  }
}
