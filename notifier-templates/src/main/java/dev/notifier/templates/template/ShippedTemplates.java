package dev.notifier.templates.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shipped templates: one for each shipped event type, in Vietnamese and English. */
public final class ShippedTemplates {
  /** The version of all shipped templates. */
  public static final int VERSION = 1;

  private static final List<String> IDS =
      List.of(
          "account-password-reset",
          "benefit-paid",
          "card-expiring",
          "card-renewed",
          "card-suspended",
          "case-decided",
          "case-delayed",
          "case-incomplete",
          "case-received",
          "contribution-overdue",
          "contribution-received",
          "contribution-stopped",
          "employer-payment-received",
          "employer-statement-issued",
          "facility-report-accepted",
          "notice-published",
          "pension-scheduled",
          "reply-answered",
          "reply-card-validity",
          "reply-case-status",
          "reply-contribution-record",
          "reply-new-password",
          "visit-recorded",
          "voluntary-due",
          "voluntary-received");

  private ShippedTemplates() {}

  /** Read at the first use, once for all who use them in this program. */
  private static final class Files {
    static final List<TemplateSource> ALL = IDS.stream().map(ShippedTemplates::read).toList();
  }

  /** Returns all shipped templates in the order of their ids. */
  public static List<TemplateSource> all() {
    return Files.ALL;
  }

  private static TemplateSource read(String id) {
    return switch (TemplateFiles.read(file(id))) {
      case TemplateReadResult.Read read -> read.source();
      case TemplateReadResult.Invalid invalid ->
          throw new IllegalStateException(
              "shipped template " + id + " cannot be read: " + invalid.diagnostics());
    };
  }

  private static String file(String id) {
    String name = "/shipped/templates/" + id + ".yaml";
    try (InputStream file = ShippedTemplates.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("shipped template " + name + " is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
