package dev.notifier.local.batches;

import dev.notifier.local.console.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When and how fast the lines of a batch are sent. The api checks the values. */
final class PaceOptions {
  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "send nothing before (RFC 3339, such as 2026-12-01T09:00:00+07:00)")
  private @Nullable String start;

  @Option(
      names = "--hours",
      paramLabel = "FROM-UNTIL",
      description = "send in these hours of Vietnam's time only, such as 07:00-21:00")
  private @Nullable String hours;

  @Option(
      names = "--finish-by",
      paramLabel = "TIME",
      description = "send as slowly as this time allows (RFC 3339)")
  private @Nullable String finishBy;

  @Option(
      names = "--max-per-second",
      paramLabel = "N",
      description = "send at most so many messages a second")
  private @Nullable Integer maxPerSecond;

  @Option(names = "--reason", paramLabel = "TEXT", description = "for the audit")
  private @Nullable String reason;

  /** The body of a release. */
  Map<String, Object> body(String dryRun) throws CommandException {
    Map<String, Object> body = changes();
    body.put("dryRunId", dryRun);
    put(body, "reason", reason);
    return body;
  }

  /** The merge patch of a pace: what is not named stays. */
  Map<String, Object> changes() throws CommandException {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "startAt", start);
    put(body, "finishBy", finishBy);
    put(body, "maxPerSecond", maxPerSecond);
    if (hours != null) {
      String[] ends = hours.split("-", -1);
      if (ends.length != 2) {
        throw new CommandException("Write the hours as 07:00-21:00.");
      }
      body.put("sendingHours", Map.of("from", ends[0], "until", ends[1]));
    }
    return body;
  }

  private static void put(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
