package dev.notifier.batchfiles.xlsx;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which formats of cells show a day. Keeps what it found; not thread-safe. */
final class DateFormats {
  private static final Pattern NOT_SHOWN =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]");
  private static final int MAX_KNOWN = 1_000;

  private final Map<String, Boolean> known = new HashMap<>();

  boolean isDate(@Nullable Integer id, @Nullable String format) {
    if (format == null) {
      return id != null && isBuiltInDate(id);
    }
    Boolean before = known.get(format);
    if (before != null) {
      return before;
    }
    String shown =
        NOT_SHOWN.matcher(format).replaceAll("").toLowerCase(Locale.ROOT).split(";", 2)[0];
    boolean date = shown.indexOf('d') >= 0 || shown.indexOf('y') >= 0;
    if (known.size() < MAX_KNOWN) {
      known.put(format, date);
    }
    return date;
  }

  /** ECMA-376 part 1, 18.8.30, with those of East Asian versions. */
  private static boolean isBuiltInDate(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  }
}
