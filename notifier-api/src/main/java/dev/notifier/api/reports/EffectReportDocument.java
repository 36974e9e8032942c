package dev.notifier.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.effects.Effect;
import dev.notifier.store.effects.EffectColumn;
import dev.notifier.store.effects.EffectReport;
import dev.notifier.store.effects.EffectReport.After;
import dev.notifier.store.effects.StoredEffect;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many reminders were followed by their outcome. Days are those of Vietnam.
 *
 * @param countedFrom the first day that is counted at all
 * @param countedTo the first one whose windows have not ended; what is later is missing
 * @param daysNotCounted days between that could not be counted any more; they are missing, too
 * @param delivered reminders, as the counters say
 * @param reminded those of them that could be followed
 * @param followed those of them after which the outcome came within the days
 */
record EffectReportDocument(
    String tenant,
    String name,
    String reminder,
    List<String> outcomes,
    int days,
    boolean sameSubject,
    LocalDate from,
    LocalDate to,
    LocalDate countedFrom,
    LocalDate countedTo,
    List<LocalDate> daysNotCounted,
    List<String> groupBy,
    long delivered,
    long reminded,
    long followed,
    List<Row> rows) {

  /**
   * A row. What the report is not grouped by is missing.
   *
   * @param days0To7 after how many days the first outcome came, in how many cases
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable String day,
      @Nullable String template,
      @Nullable Integer version,
      @Nullable String locale,
      @Nullable String audience,
      long reminded,
      long followed,
      long days0To7,
      long days8To14,
      long days15To30,
      long days31To90) {}

  /** What was asked for. */
  record Asked(String tenant, StoredEffect stored, LocalDate from, LocalDate to) {}

  /**
   * About the days.
   *
   * @param notCounted those that could not be counted any more
   */
  record Days(long delivered, List<LocalDate> notCounted) {}

  /** The name of a column in requests and responses. */
  static String name(EffectColumn column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  static EffectReportDocument of(
      Asked asked, Days days, List<EffectColumn> columns, List<EffectReport.Row> rows) {
    Effect effect = asked.stored().effect();
    After after = rows.stream().map(EffectReport.Row::after).reduce(After.NOTHING, After::plus);
    return new EffectReportDocument(
        asked.tenant(),
        effect.name(),
        effect.reminder(),
        effect.outcomes(),
        effect.days(),
        effect.sameSubject(),
        asked.from(),
        asked.to(),
        asked.stored().firstDay(),
        asked.stored().nextDay(),
        days.notCounted(),
        columns.stream().map(EffectReportDocument::name).toList(),
        days.delivered(),
        rows.stream().mapToLong(EffectReport.Row::reminded).sum(),
        after.all(),
        rows.stream().map(row -> row(row, columns)).toList());
  }

  private static Row row(EffectReport.Row row, List<EffectColumn> columns) {
    String version = value(row, columns, EffectColumn.VERSION);
    After after = row.after();
    return new Row(
        value(row, columns, EffectColumn.DAY),
        value(row, columns, EffectColumn.TEMPLATE),
        version == null ? null : Integer.valueOf(version),
        value(row, columns, EffectColumn.LOCALE),
        value(row, columns, EffectColumn.AUDIENCE),
        row.reminded(),
        after.all(),
        after.upTo7(),
        after.upTo14(),
        after.upTo30(),
        after.later());
  }

  private static @Nullable String value(
      EffectReport.Row row, List<EffectColumn> columns, EffectColumn column) {
    int index = columns.indexOf(column);
    return index < 0 ? null : row.values().get(index);
  }

  CsvTable table(List<EffectColumn> columns) {
    List<String> names = new ArrayList<>(List.of("effect", "tenant"));
    names.addAll(groupBy);
    names.addAll(
        List.of("reminded", "followed", "days0To7", "days8To14", "days15To30", "days31To90"));
    CsvTable table = new CsvTable(names);
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>(List.of(name, tenant));
      for (EffectColumn column : columns) {
        cells.add(String.valueOf(value(row, column)));
      }
      cells.addAll(
          List.of(
              row.reminded(),
              row.followed(),
              row.days0To7(),
              row.days8To14(),
              row.days15To30(),
              row.days31To90()));
      table.add(cells);
    }
    return table;
  }

  private static @Nullable Object value(Row row, EffectColumn column) {
    return switch (column) {
      case DAY -> row.day();
      case TEMPLATE -> row.template();
      case VERSION -> row.version();
      case LOCALE -> row.locale();
      case AUDIENCE -> row.audience();
    };
  }
}
