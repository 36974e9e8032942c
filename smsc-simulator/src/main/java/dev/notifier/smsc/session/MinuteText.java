package dev.notifier.smsc.session;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Times as receipts write them, yyMMddHHmm in local time; the last two minutes are kept. Not
 * thread-safe.
 */
final class MinuteText {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyMMddHHmm");
  private static final long MINUTE_MS = 60_000;

  private final ZoneId zone;
  private final long[] minutes = {-1, -1};
  private final String[] texts = {"", ""};

  MinuteText(ZoneId zone) {
    this.zone = zone;
  }

  String of(long epochMs) {
    long minute = Math.floorDiv(epochMs, MINUTE_MS);
    int place = (int) (minute & 1);
    if (minutes[place] != minute) {
      minutes[place] = minute;
      texts[place] = FORMAT.format(Instant.ofEpochMilli(epochMs).atZone(zone));
    }
    return texts[place];
  }
}
