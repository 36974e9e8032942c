package dev.notifier.console.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers over time as columns of stacked parts.
 *
 * @param title what it shows, in words
 * @param top the largest number, in words
 */
public record Columns(String title, String top, List<Column> columns) {
  /** The size of the drawing: of the columns, without labels. */
  static final int WIDTH = 600;

  static final int HEIGHT = 160;
  private static final int MAX_LABELS = 8;
  private static final int WIDEST = 48;

  /** A time with its parts, from below. */
  public record Column(String label, List<StackedBar.Part> parts) {
    long sum() {
      return parts.stream().mapToLong(StackedBar.Part::number).sum();
    }
  }

  /** A rectangle. */
  record Box(int x, int y, int width, int height, String colour) {}

  /** A label below a column. */
  record Label(int x, String text) {}

  /** The largest column. */
  public static long largest(List<Column> columns) {
    return columns.stream().mapToLong(Column::sum).max().orElse(0);
  }

  /** Whether there is anything to draw. */
  public boolean isEmpty() {
    return largest(columns) == 0;
  }

  List<Box> boxes() {
    double scale = (double) HEIGHT / Math.max(1, largest(columns));
    int step = WIDTH / Math.max(1, columns.size());
    int width = Math.max(1, Math.min(WIDEST, step - 2));
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      long below = 0;
      for (StackedBar.Part part : columns.get(i).parts()) {
        int bottom = HEIGHT - (int) Math.round(below * scale);
        below += part.number();
        int top = HEIGHT - (int) Math.round(below * scale);
        if (bottom > top) {
          boxes.add(new Box(i * step, top, width, bottom - top, part.colour()));
        }
      }
    }
    return boxes;
  }

  List<Label> labels() {
    int step = WIDTH / Math.max(1, columns.size());
    int each = Math.max(1, (columns.size() + MAX_LABELS - 1) / MAX_LABELS);
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < columns.size(); i += each) {
      labels.add(new Label(i * step, columns.get(i).label()));
    }
    return labels;
  }
}
