package dev.notifier.batchfiles.text;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The cells of a JSON object. */
public record JsonLine(List<FileCell> cells, List<CellFault> faults) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Returns the cells in the order of the columns, or null if the text is not one JSON object. A
   * value of a key that is no column is a fault: nothing is left out silently.
   */
  static @Nullable JsonLine parse(String text, Map<String, Integer> columns) {
    FileCell[] cells = new FileCell[columns.size()];
    Arrays.fill(cells, FileCell.EMPTY);
    List<CellFault> faults = new ArrayList<>();
    boolean isLate = false;
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        Integer column = columns.get(key);
        JsonToken token = parser.nextToken();
        if (column != null) {
          cells[column] = cell(parser, token, column, faults);
        } else if (token != JsonToken.VALUE_NULL && HeaderNames.isStorable(key)) {
          isLate = true;
        }
        parser.skipChildren();
      }
      if (isLate) {
        faults.add(new CellFault(FileRow.WHOLE_ROW, FaultKind.LATE_KEY));
      }
      return parser.nextToken() == null ? new JsonLine(List.of(cells), faults) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Adds the keys of an object; none if the text is not an object. */
  public static void addKeys(String text, Set<String> keys) {
    Set<String> found = new LinkedHashSet<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        found.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      keys.addAll(found);
    } catch (JacksonException e) {
      // The reader of rows reports the line.
      return;
    }
  }

  private static FileCell cell(
      JsonParser parser, JsonToken token, int column, List<CellFault> faults) {
    return switch (token) {
      case VALUE_STRING -> FileCell.text(within(parser.getString(), column, faults));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          FileCell.number(within(parser.getString(), column, faults));
      case VALUE_TRUE, VALUE_FALSE -> new FileCell(FileCell.Kind.BOOLEAN, parser.getString(), null);
      case VALUE_NULL -> FileCell.EMPTY;
      default -> {
        faults.add(new CellFault(column, FaultKind.NESTED_VALUE));
        yield FileCell.EMPTY;
      }
    };
  }

  private static String within(String text, int column, List<CellFault> faults) {
    if (text.length() <= FileLimits.MAX_CELL_CHARACTERS) {
      return text;
    }
    faults.add(new CellFault(column, FaultKind.LONG_CELL));
    return text.substring(0, FileLimits.MAX_CELL_CHARACTERS);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "JsonLine[" + cells.size() + " cells, " + faults + "]";
  }
}
