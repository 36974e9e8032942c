package dev.notifier.local.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted by a route on a day.
 *
 * @param day in Vietnam
 * @param route its name, or that of a sender address; empty for all
 * @param amount in VND; null if it is unknown
 */
record InvoiceLine(LocalDate day, String route, long segments, @Nullable BigDecimal amount) {
  InvoiceLine plus(InvoiceLine other) {
    BigDecimal own = amount;
    BigDecimal others = other.amount();
    return new InvoiceLine(
        day,
        route,
        segments + other.segments(),
        own == null || others == null ? null : own.add(others));
  }
}
