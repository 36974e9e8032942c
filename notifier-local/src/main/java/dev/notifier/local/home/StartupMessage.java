package dev.notifier.local.home;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The text that shows the addresses and a first request once everything is up. */
public final class StartupMessage {
  /** The secret of the home that signs in to the console once. */
  public static final String CONSOLE_CODE = "console-code";

  private StartupMessage() {}

  /**
   * The message for a home whose components are up.
   *
   * @throws IOException if the addresses cannot be read
   */
  public static String of(HomeDirectory home) throws IOException {
    var endpoints = home.endpoints();
    var api = endpoints.get("api").orElse("");
    var apiKey = endpoints.get("apiKey").orElse("");
    var console = consoleLine(home);
    var now = OffsetDateTime.now(ZoneOffset.ofHours(7)).truncatedTo(ChronoUnit.SECONDS);
    return """

      API       %s  (described at %s/v3/api-docs)
    %s  Handset   %s
      Hotline   %s
      API key   %s

    Send a first event and watch the handset:

      curl -s %s/v1/events -H 'Authorization: Bearer %s' \\
        -H 'Content-Type: application/cloudevents+json' -d '{
          "specversion":"1.0","id":"hello-%d","source":"/first-steps","type":"card.expiring",
          "time":"%s","data":{"recipient":{"kind":"CITIZEN","phone":"01691234567",
          "honorific":"Bà","fullName":"Lò Thị Mai","locale":"vi"},
          "cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}'

      curl -s -H 'Authorization: Bearer %s' \\
        '%s/v1/notifications?source=/first-steps&id=hello-%d'
    """
        .formatted(
            api,
            api,
            console,
            endpoints.get("handset").orElse("(external SMSC)"),
            endpoints.get("hotline").orElse("(external)"),
            apiKey,
            api,
            apiKey,
            now.toEpochSecond(),
            now,
            apiKey,
            api,
            now.toEpochSecond());
  }

  /** The line of the console; empty if it is switched off. */
  private static String consoleLine(HomeDirectory home) throws IOException {
    var console = home.endpoints().get("console");
    return console.isEmpty()
        ? ""
        : "  Console   %sstart#%s  (signs in once, for 30 minutes)\n"
            .formatted(console.get(), home.secret(CONSOLE_CODE));
  }
}
