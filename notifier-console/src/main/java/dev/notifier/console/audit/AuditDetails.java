package dev.notifier.console.audit;

import dev.notifier.console.layout.Page;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry of the audit says in detail, in words. */
final class AuditDetails {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String NOTHING = "–";
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:.*");

  private AuditDetails() {}

  /** In one line; of what has changed, only what differs. */
  static String of(Page page, Map<String, Object> detail) {
    List<String> parts = new ArrayList<>();
    boolean changed = detail.get(BEFORE) instanceof Map && detail.get(AFTER) instanceof Map;
    detail.forEach((name, value) -> {
      if (!changed || !(name.equals(BEFORE) || name.equals(AFTER))) {
        parts.add(named(page, name, value));
      }
    });
    if (detail.get(BEFORE) instanceof Map<?, ?> before
        && detail.get(AFTER) instanceof Map<?, ?> after) {
      Set<Object> names = new LinkedHashSet<>(before.keySet());
      names.addAll(after.keySet());
      for (Object name : names) {
        if (!Objects.equals(before.get(name), after.get(name))) {
          parts.add(
              named(page, String.valueOf(name), before.get(name))
                  + " → "
                  + value(page, after.get(name)));
        }
      }
    }
    return String.join("; ", parts);
  }

  private static String named(Page page, String name, @Nullable Object value) {
    return page.word("audit.field", name) + ": " + value(page, value);
  }

  private static String value(Page page, @Nullable Object value) {
    return switch (value) {
      case null -> NOTHING;
      case Boolean yes -> page.t(yes ? "audit.yes" : "audit.no");
      case Integer number -> page.number(number);
      case Long number -> page.number(number);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> named(page, String.valueOf(entry.getKey()), entry.getValue()))
              .collect(Collectors.joining(", "));
      case List<?> list when list.isEmpty() -> NOTHING;
      case List<?> list ->
          list.stream().map(each -> value(page, each)).collect(Collectors.joining(", "));
      case String text -> text(page, text);
      default -> String.valueOf(value);
    };
  }

  private static String text(Page page, String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    if (TIME.matcher(text).matches()) {
      try {
        return page.time(instant(text));
      } catch (DateTimeException e) {
        return text;
      }
    }
    return page.find("audit.value." + text).or(() -> page.find("users.role." + text)).orElse(text);
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
