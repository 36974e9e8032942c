package dev.notifier.local.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares an invoice with own figures, by day and route. */
final class InvoiceComparison {
  /** Each side may round each of its lines. */
  private static final BigDecimal TOLERANCE = BigDecimal.ONE;

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::day).thenComparing(Key::route);

  private InvoiceComparison() {}

  private record Key(LocalDate day, String route) {}

  /**
   * A day on which the figures differ.
   *
   * @param own null if nothing was submitted
   * @param invoiced null if the invoice has nothing
   */
  record Difference(
      LocalDate day, String route, @Nullable InvoiceLine own, @Nullable InvoiceLine invoiced) {
    /** How many segments the carrier has more. */
    long moreSegments() {
      return segments(invoiced) - segments(own);
    }

    private static long segments(@Nullable InvoiceLine line) {
      return line == null ? 0 : line.segments();
    }

    /** How many VND the carrier has more; null if one of both does not say. */
    @Nullable BigDecimal more() {
      BigDecimal owns = amount(own);
      BigDecimal invoices = amount(invoiced);
      return owns == null || invoices == null
          ? null
          : invoices.subtract(owns).setScale(0, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal amount(@Nullable InvoiceLine line) {
      return line == null ? BigDecimal.ZERO : line.amount();
    }
  }

  /** Returns the differences, by day and route. */
  static List<Difference> differences(List<InvoiceLine> own, List<InvoiceLine> invoiced) {
    Map<Key, InvoiceLine> ours = byKey(own);
    Map<Key, InvoiceLine> theirs = byKey(invoiced);
    TreeMap<Key, Difference> all = new TreeMap<>(ORDER);
    ours.forEach(
        (key, line) -> all.put(key, new Difference(key.day(), key.route(), line, theirs.get(key))));
    theirs.forEach(
        (key, line) -> all.putIfAbsent(key, new Difference(key.day(), key.route(), null, line)));
    return new ArrayList<>(all.values().stream().filter(InvoiceComparison::differs).toList());
  }

  private static boolean differs(Difference each) {
    BigDecimal more = each.more();
    return each.moreSegments() != 0 || (more != null && more.abs().compareTo(TOLERANCE) > 0);
  }

  private static Map<Key, InvoiceLine> byKey(List<InvoiceLine> lines) {
    TreeMap<Key, InvoiceLine> byKey = new TreeMap<>(ORDER);
    for (InvoiceLine line : lines) {
      byKey.merge(new Key(line.day(), line.route()), line, InvoiceLine::plus);
    }
    return byKey;
  }
}
