package dev.notifier.config.batches;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for batches.
 *
 * @param releaseLimit how many lines one person may send with a batch; a larger one has to be
 *     released by another person. 0 to 10 million
 * @param sameLinesPercent what part of the lines of a batch may have been in an earlier one before
 *     its release needs a reason, 1 to 100; 100 = all
 * @param changedPercent what part of the messages of a dry run may be affected by opt-outs that
 *     changed since, 1 to 100; 100 = all
 * @param weights of tenants by their ids, 1 to 100: a tenant with 2 sends twice as many lines as
 *     one with 1 while both have lines to send; tenants that are not named have 1
 * @param stop when a batch is paused because too many of its lines fail
 * @param longestPause after which a batch that is paused is cancelled, 1 to 365 days
 */
public record BatchesConfig(
    @DefaultValue("1000")
        @Min(value = 0, message = "must be from 0 to 10000000") @Max(value = 10_000_000, message = "must be from 0 to 10000000") int releaseLimit,
    @DefaultValue("20")
        @Min(value = 1, message = BatchesConfig.PERCENT) @Max(value = 100, message = BatchesConfig.PERCENT) int sameLinesPercent,
    @DefaultValue("1")
        @Min(value = 1, message = BatchesConfig.PERCENT) @Max(value = 100, message = BatchesConfig.PERCENT) int changedPercent,
    @DefaultValue
        Map<
                @Pattern(
                    regexp = "[a-z0-9-]{1,40}",
                    message = "must be 1 to 40 of a to z, 0 to 9 and hyphen")
                String,
                @NotNull @Min(value = 1, message = "must be from 1 to 100") @Max(value = 100, message = "must be from 1 to 100") Integer>
            weights,
    @DefaultValue @Valid Stop stop,
    @DefaultValue("30d")
        @NotNull @DurationMin(days = 1, message = BatchesConfig.PAUSE)
        @DurationMax(days = 365, message = BatchesConfig.PAUSE)
        Duration longestPause) {
  private static final String PERCENT = "must be from 1 to 100";
  private static final String PAUSE = "must be from 1d to 365d";

  /**
   * When a batch is paused because too many of its lines fail.
   *
   * @param window in which the lines have ended, 1 to 60 minutes
   * @param minLines how many must have ended in it, 10 to 1,000,000
   * @param failedPercent how many of them may be rejected or not delivered, 1 to 100; 100 = all
   * @param reasonPercent how many of them may fail for one reason that is not about the recipient,
   *     1 to 100; 100 = all
   */
  public record Stop(
      @DefaultValue("10m")
          @NotNull @DurationMin(minutes = 1, message = WINDOW)
          @DurationMax(minutes = 60, message = WINDOW)
          Duration window,
      @DefaultValue("500")
          @Min(value = 10, message = "must be from 10 to 1000000") @Max(value = 1_000_000, message = "must be from 10 to 1000000") int minLines,
      @DefaultValue("20") @Min(value = 1, message = PERCENT) @Max(value = 100, message = PERCENT) int failedPercent,
      @DefaultValue("5") @Min(value = 1, message = PERCENT) @Max(value = 100, message = PERCENT) int reasonPercent) {
    private static final String WINDOW = "must be from 1m to 60m";
  }
}
