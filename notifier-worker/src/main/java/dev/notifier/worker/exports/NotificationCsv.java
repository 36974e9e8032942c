package dev.notifier.worker.exports;

import dev.notifier.contracts.csv.CsvRow;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes notifications as rows of a CSV file. Stateless. */
final class NotificationCsv {
  private static final String HIDDEN = "•••";

  /** Other languages reveal the ethnic group of the recipient. */
  private static final Set<String> COMMON_LOCALES = Set.of("vi", "en");

  private static final String NAMES =
      CsvRow.of(
          List.of(
              "notificationId",
              "source",
              "eventId",
              "type",
              "category",
              "phone",
              "template",
              "templateVersion",
              "locale",
              "route",
              "state",
              "reason",
              "segments",
              "acceptedAt",
              "plannedAt",
              "submittedAt",
              "finishedAt",
              "text"));

  private NotificationCsv() {}

  /**
   * A part of a file, compressed: a member of a gzip file.
   *
   * @param withNames whether it begins with the names of the columns
   * @param clear whether numbers, texts and locales are in clear; secret texts never are
   */
  static byte[] part(List<StoredNotification> notifications, boolean withNames, boolean clear) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
      if (withNames) {
        write(compressed, NAMES);
      }
      for (StoredNotification each : notifications) {
        write(compressed, row(each, clear));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(GZIPOutputStream compressed, String row) throws IOException {
    compressed.write(row.getBytes(StandardCharsets.UTF_8));
  }

  private static String row(StoredNotification each, boolean clear) {
    Message message = each.message();
    return CsvRow.of(
        List.of(
            each.id(),
            each.event().source(),
            each.event().id(),
            each.event().type(),
            text(each.event().category()),
            text(clear ? each.phone() : masked(each.phone())),
            message == null ? "" : message.templateId(),
            message == null ? "" : message.templateVersion(),
            message == null ? "" : locale(message.locale(), clear),
            text(each.route()),
            each.status().state(),
            text(each.status().reason()),
            each.segments().count(),
            each.times().accepted(),
            each.times().planned(),
            text(each.times().submitted()),
            text(each.times().finished()),
            message == null ? "" : clear ? message.text() : HIDDEN));
  }

  private static Object text(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private static @Nullable String masked(@Nullable String phone) {
    MobileNumber number = MobileNumber.ofE164(phone);
    return phone == null ? null : number == null ? HIDDEN : number.masked();
  }

  private static String locale(String locale, boolean clear) {
    return clear || COMMON_LOCALES.contains(locale) ? locale : HIDDEN;
  }
}
