package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.ReceiptStyle.DateFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;

/**
 * Times as receipts write them, in local time; for each form the last two are kept. Not
 * thread-safe.
 */
final class ReceiptDateFormatter {
  private final ZoneId zone;
  private final Map<DateFormat, Cached> byForm = new EnumMap<>(DateFormat.class);

  ReceiptDateFormatter(ZoneId zone) {
    this.zone = zone;
  }

  String of(long epochMs, DateFormat form) {
    return byForm.computeIfAbsent(form, Cached::new).of(epochMs, zone);
  }

  private static final class Cached {
    private final DateTimeFormatter format;
    private final long stepMs;
    private final long[] steps = {-1, -1};
    private final String[] texts = {"", ""};

    Cached(DateFormat form) {
      format = DateTimeFormatter.ofPattern(form.pattern());
      stepMs = form.stepMs();
    }

    String of(long epochMs, ZoneId zone) {
      long step = Math.floorDiv(epochMs, stepMs);
      int place = (int) (step & 1);
      if (steps[place] != step) {
        steps[place] = step;
        texts[place] = format.format(Instant.ofEpochMilli(epochMs).atZone(zone));
      }
      return texts[place];
    }
  }
}
