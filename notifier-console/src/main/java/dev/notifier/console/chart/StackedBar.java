package dev.notifier.console.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares of a whole as one bar, with a legend. A share that is not 0 is at least a thin line.
 *
 * @param title what it shows, in words
 * @param parts from left to right; those of 0 are not shown
 */
public record StackedBar(String title, List<Part> parts) {
  /** The width of the drawing. */
  static final int WIDTH = 600;

  private static final int THINNEST = 2;

  /**
   * A share.
   *
   * @param label with its number, in words
   * @param colour a class of console.css: good, warn, bad, plain or other
   */
  public record Part(String label, long number, String colour) {}

  /** Where a share is drawn. */
  record Place(int x, int width, Part part) {}

  /** Whether there is anything to draw. */
  public boolean isEmpty() {
    return parts.stream().allMatch(part -> part.number() == 0);
  }

  List<Place> places() {
    List<Part> shown = parts.stream().filter(part -> part.number() > 0).toList();
    double all = shown.stream().mapToLong(Part::number).sum();
    int free = WIDTH - THINNEST * shown.size();
    List<Place> places = new ArrayList<>();
    int x = 0;
    for (int i = 0; i < shown.size(); i++) {
      Part part = shown.get(i);
      int width =
          i == shown.size() - 1
              ? WIDTH - x
              : THINNEST + (int) Math.round(free * part.number() / all);
      places.add(new Place(x, Math.max(0, Math.min(width, WIDTH - x)), part));
      x += width;
    }
    return places;
  }
}
