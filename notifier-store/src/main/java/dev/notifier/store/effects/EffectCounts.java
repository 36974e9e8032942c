package dev.notifier.store.effects;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The counts of a page, by what was sent. Not thread-safe. */
final class EffectCounts {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration TWO_WEEKS = Duration.ofDays(14);
  private static final Duration MONTH = Duration.ofDays(30);

  private static final String ADD =
      """
      insert into effect_counts as c (tenant, effect, day, template, version, locale, audience,
        reminded, up_to_7, up_to_14, up_to_30, later)
      values (?, ?, ?, left(?, 128), ?, left(?, 35), left(?, 400), ?, ?, ?, ?, ?)
      on conflict (tenant, effect, day, template, version, locale, audience) do update set
        reminded = c.reminded + excluded.reminded, up_to_7 = c.up_to_7 + excluded.up_to_7,
        up_to_14 = c.up_to_14 + excluded.up_to_14, up_to_30 = c.up_to_30 + excluded.up_to_30,
        later = c.later + excluded.later
      """;

  private static final Comparator<Reminder.Text> ORDER =
      Comparator.comparing(Reminder.Text::template)
          .thenComparingInt(Reminder.Text::version)
          .thenComparing(Reminder.Text::locale)
          .thenComparing(Reminder.Text::audience);

  private final Map<Reminder.Text, Count> counts = new HashMap<>();

  private static final class Count {
    private long reminded;
    private long upTo7;
    private long upTo14;
    private long upTo30;
    private long later;

    private void add(@Nullable Duration after) {
      reminded++;
      if (after == null) {
        return;
      }
      if (after.compareTo(WEEK) <= 0) {
        upTo7++;
      } else if (after.compareTo(TWO_WEEKS) <= 0) {
        upTo14++;
      } else if (after.compareTo(MONTH) <= 0) {
        upTo30++;
      } else {
        later++;
      }
    }
  }

  /**
   * Adds a reminder.
   *
   * @param after how long after it the outcome came; null if none did
   */
  void add(Reminder reminder, @Nullable Duration after) {
    counts.computeIfAbsent(reminder.text(), _ -> new Count()).add(after);
  }

  /** Adds the counts to those of a day. */
  void store(JdbcTemplate jdbc, String tenant, String effect, LocalDate day) {
    List<Object[]> rows = new ArrayList<>();
    counts.keySet().stream()
        .sorted(ORDER)
        .forEach(text -> rows.add(row(tenant, effect, day, text)));
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(ADD, rows);
    }
  }

  private Object[] row(String tenant, String effect, LocalDate day, Reminder.Text text) {
    Count count = counts.getOrDefault(text, new Count());
    return new Object[] {
      tenant,
      effect,
      day,
      text.template(),
      text.version(),
      text.locale(),
      text.audience(),
      count.reminded,
      count.upTo7,
      count.upTo14,
      count.upTo30,
      count.later
    };
  }
}
