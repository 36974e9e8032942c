package dev.notifier.local.bench;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Queries the outcome of a run once it is over and nothing is measured any more. */
final class StoreQueries {
  private static final String OUTCOME =
      """
      select count(submitted_at) as submitted,
             coalesce(sum(segments), 0) as segments,
             count(*) filter (where possible_duplicate) as duplicates,
             extract(epoch from max(submitted_at) - ?::timestamptz) as submitted_after,
             extract(epoch from max(finished_at) - ?::timestamptz) as receipt_after,
             percentile_cont(array[0.1, 0.9]) within group (order by extract(epoch from finished_at))
               filter (where state = 'DELIVERED') as middle,
             percentile_cont(array[0.5, 0.95, 0.99]) within group
               (order by extract(epoch from submitted_at - accepted_at)) as to_submit,
             percentile_cont(array[0.5, 0.95, 0.99]) within group
               (order by extract(epoch from finished_at - accepted_at))
               filter (where state = 'DELIVERED') as to_delivered
      from notifications where source = ? and id >= ?
      """;

  private StoreQueries() {}

  static StoredOutcome query(Target.Database database, String source, Instant begun)
      throws SQLException {
    var first = StoreMonitor.firstId(begun);
    try (var connection = database.connect()) {
      var states = NotificationStates.query(connection, source, first);
      try (var statement = connection.prepareStatement(OUTCOME)) {
        statement.setTimestamp(1, Timestamp.from(begun));
        statement.setTimestamp(2, Timestamp.from(begun));
        statement.setString(3, source);
        statement.setObject(4, first);
        try (var row = statement.executeQuery()) {
          row.next();
          var middle = numbers(row, "middle", 2);
          return new StoredOutcome(
              states,
              row.getLong("submitted"),
              row.getLong("segments"),
              row.getLong("duplicates"),
              row.getDouble("submitted_after"),
              row.getDouble("receipt_after"),
              middle[1] - middle[0],
              quantiles(row, "to_submit"),
              quantiles(row, "to_delivered"));
        }
      }
    }
  }

  private static Quantiles quantiles(ResultSet row, String column) throws SQLException {
    var numbers = numbers(row, column, 3);
    return new Quantiles(numbers[0], numbers[1], numbers[2]);
  }

  /** An array column; zeros if no message has such a time. */
  private static double[] numbers(ResultSet row, String column, int count) throws SQLException {
    var numbers = new double[count];
    var array = row.getArray(column);
    if (array != null) {
      var values = (Object[]) array.getArray();
      for (var i = 0; i < count; i++) {
        numbers[i] = values[i] instanceof Number number ? number.doubleValue() : 0;
      }
    }
    return numbers;
  }
}
