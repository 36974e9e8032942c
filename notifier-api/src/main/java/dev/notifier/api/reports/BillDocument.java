package dev.notifier.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.reports.MonthlyBill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a month cost.
 *
 * @param amount in VND, rounded once
 * @param unpricedSegments segments without a known price, which the amount does not contain
 */
record BillDocument(
    String tenant,
    String month,
    List<String> groupBy,
    long segments,
    long amount,
    long unpricedSegments,
    List<Row> rows) {

  /** A row. What the bill is not grouped by is missing; a text is empty if it is not known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable String day,
      @Nullable String route,
      @Nullable String sender,
      @Nullable String category,
      @Nullable String eventType,
      @Nullable String template,
      long segments,
      long amount,
      long unpricedSegments) {}

  /** The sum of some lines. */
  private record Sum(long segments, BigDecimal amount, long unpriced) {
    static final Sum NOTHING = new Sum(0, BigDecimal.ZERO, 0);

    Sum plus(MonthlyBill.Line line) {
      BigDecimal cost = line.amount();
      return new Sum(
          segments + line.segments(),
          cost == null ? amount : amount.add(cost),
          cost == null ? unpriced + line.segments() : unpriced);
    }

    long rounded() {
      return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
  }

  static BillDocument of(
      String tenant, YearMonth month, List<BillColumn> columns, List<MonthlyBill.Line> lines) {
    TreeMap<List<String>, Sum> sums = new TreeMap<>(BillDocument::compare);
    Sum all = Sum.NOTHING;
    for (MonthlyBill.Line line : lines) {
      List<String> key = columns.stream().map(column -> column.of(line.day())).toList();
      sums.put(key, sums.getOrDefault(key, Sum.NOTHING).plus(line));
      all = all.plus(line);
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach((key, sum) -> rows.add(row(columns, key, sum)));
    return new BillDocument(
        tenant,
        month.toString(),
        columns.stream().map(BillColumn::id).toList(),
        all.segments(),
        all.rounded(),
        all.unpriced(),
        rows);
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = Comparator.<String>naturalOrder().compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Row row(List<BillColumn> columns, List<String> key, Sum sum) {
    return new Row(
        value(columns, key, BillColumn.DAY),
        value(columns, key, BillColumn.ROUTE),
        value(columns, key, BillColumn.SENDER),
        value(columns, key, BillColumn.CATEGORY),
        value(columns, key, BillColumn.TYPE),
        value(columns, key, BillColumn.TEMPLATE),
        sum.segments(),
        sum.rounded(),
        sum.unpriced());
  }

  private static @Nullable String value(
      List<BillColumn> columns, List<String> key, BillColumn column) {
    int index = columns.indexOf(column);
    return index < 0 ? null : key.get(index);
  }

  CsvTable table(List<BillColumn> columns) {
    List<String> names = new ArrayList<>(List.of("month", "tenant"));
    names.addAll(groupBy);
    names.addAll(List.of("segments", "amount", "unpricedSegments"));
    CsvTable table = new CsvTable(names);
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>(List.of(month, tenant));
      for (BillColumn column : columns) {
        cells.add(String.valueOf(value(row, column)));
      }
      cells.addAll(List.of(row.segments(), row.amount(), row.unpricedSegments()));
      table.add(cells);
    }
    return table;
  }

  private static @Nullable String value(Row row, BillColumn column) {
    return switch (column) {
      case DAY -> row.day();
      case ROUTE -> row.route();
      case SENDER -> row.sender();
      case CATEGORY -> row.category();
      case TYPE -> row.eventType();
      case TEMPLATE -> row.template();
    };
  }
}
