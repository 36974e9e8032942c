package dev.notifier.batchfiles.line;

import java.util.Map;

/**
 * How dates and numbers are read, by the name of the field. Fields that are missing have the day
 * first and a decimal comma.
 */
public record ColumnRules(Map<String, DateOrder> dates, Map<String, NumberStyle> numbers) {
  /** Nothing is set. */
  public static final ColumnRules NONE = new ColumnRules(Map.of(), Map.of());

  public ColumnRules {
    dates = Map.copyOf(dates);
    numbers = Map.copyOf(numbers);
  }

  DateOrder dateOrder(String field) {
    return dates.getOrDefault(field, DateOrder.DAY_FIRST);
  }

  NumberStyle numberStyle(String field) {
    return numbers.getOrDefault(field, NumberStyle.DECIMAL_COMMA);
  }
}
