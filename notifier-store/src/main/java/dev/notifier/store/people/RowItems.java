package dev.notifier.store.people;

import dev.notifier.store.PgInstants;
import dev.notifier.store.people.PersonalDataStore.Item;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of rows: each column is a value under its name in camel case, in the order of the
 * query. Numbers and booleans stay what they are; times are in ISO 8601, and anything else is text.
 */
final class RowItems {
  private RowItems() {}

  /**
   * Makes the item of a row.
   *
   * @param row its first column is the id of the item
   */
  static Item item(ResultSet row, int rowNumber) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(camelCase(columns.getColumnLabel(i)), value(row, i));
    }
    return new Item(row.getObject(1, UUID.class), values);
  }

  private static @Nullable Object value(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case null -> null;
      case Timestamp _ -> PgInstants.get(row, column).toString();
      case Boolean value -> value;
      case Number value -> value;
      default -> row.getString(column);
    };
  }

  private static String camelCase(String column) {
    String[] words = column.split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
    }
    return name.toString();
  }
}
