package dev.notifier.api.app;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Valid events, which tests can make invalid. */
final class Sample {
  private Sample() {}

  static String now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A valid event of the type card.expiring. */
  static String card(String id) {
    return """
    {"specversion":"1.0","id":"%s","source":"/tst/son-la","type":"card.expiring","time":"%s",
     "subject":"HC4010110129425|2026-12-31|D30","datacontenttype":"application/json",
     "data":{"recipient":{"kind":"CITIZEN","phone":"01691234567","honorific":"Bà",
                          "fullName":"Lò Thị Mai","locale":"vi"},
             "expiresAt":"2099-12-31T22:00:00+07:00","cardNo":"HC4010110129425",
             "validTo":"2026-12-31","daysLeft":30}}\
    """
        .formatted(id, now());
  }

  /** The same event with a text replaced. */
  static String card(String id, String from, String to) {
    String card = card(id);
    if (!card.contains(from)) {
      throw new IllegalArgumentException("The sample does not contain " + from);
    }
    return card.replace(from, to);
  }
}
