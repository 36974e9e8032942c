package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.ReceiptStyle.DateFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;

/** Formats the dates of receipts and caches the last two for each format. Not thread-safe. */
final class ReceiptDateFormatter {
  private final ZoneId zone;
  private final Map<DateFormat, Cached> byFormat = new EnumMap<>(DateFormat.class);

  ReceiptDateFormatter(ZoneId zone) {
    this.zone = zone;
  }

  String format(long epochMs, DateFormat format) {
    return byFormat.computeIfAbsent(format, Cached::new).format(epochMs, zone);
  }

  private static final class Cached {
    private final DateTimeFormatter formatter;
    private final long resolutionMs;
    private final long[] steps = {-1, -1};
    private final String[] texts = {"", ""};

    Cached(DateFormat format) {
      formatter = DateTimeFormatter.ofPattern(format.pattern());
      resolutionMs = format.resolutionMs();
    }

    String format(long epochMs, ZoneId zone) {
      long step = Math.floorDiv(epochMs, resolutionMs);
      int slot = (int) (step & 1);
      if (steps[slot] != step) {
        steps[slot] = step;
        texts[slot] = formatter.format(Instant.ofEpochMilli(epochMs).atZone(zone));
      }
      return texts[slot];
    }
  }
}
