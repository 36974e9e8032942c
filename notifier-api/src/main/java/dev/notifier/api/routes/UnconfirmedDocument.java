package dev.notifier.api.routes;

import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page of notifications with unconfirmed segments.
 *
 * @param count how many of the last 10,000 of all routes, of about a month, are on the route
 * @param items this page, the most recently planned first
 * @param next the {@code after} of the next page; null on the last page
 */
record UnconfirmedDocument(long count, List<Item> items, @Nullable String next) {
  /**
   * A notification; its history is found by source and event id.
   *
   * @param segments the numbers of the unconfirmed segments, from 1
   * @param resent true if a segment was resent, so that the recipient may have it twice
   * @param since when a response was first given up
   */
  record Item(
      String source,
      String eventId,
      String type,
      String category,
      List<Integer> segments,
      boolean resent,
      Instant since) {}

  /**
   * A page that the store has read.
   *
   * @param rest where the next page begins if the store has looked at a limited number, of which
   *     few are on the route; null if it has looked at all
   */
  static UnconfirmedDocument of(
      long count, Page<UnconfirmedNotification> page, @Nullable UUID rest) {
    Page<Item> items = page.map(UnconfirmedDocument::item);
    String next = items.next() == null && rest != null ? rest.toString() : items.next();
    return new UnconfirmedDocument(count, items.elements(), next);
  }

  private static Item item(UnconfirmedNotification notification) {
    long bits = notification.unconfirmedSegments();
    List<Integer> segments =
        IntStream.rangeClosed(1, Long.SIZE)
            .filter(segment -> (bits >>> (segment - 1) & 1) == 1)
            .boxed()
            .toList();
    return new Item(
        notification.source(),
        notification.eventId(),
        notification.type(),
        notification.category(),
        segments,
        notification.resent(),
        notification.since());
  }
}
