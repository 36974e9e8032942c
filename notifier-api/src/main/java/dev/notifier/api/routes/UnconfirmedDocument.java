package dev.notifier.api.routes;

import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of which nobody knows whether the carrier took them.
 *
 * @param count how many there are on the route
 * @param items a page of them, the latest planned first
 * @param next what to give as {@code after} for the next page, or null when this is the last
 */
record UnconfirmedDocument(long count, List<Item> items, @Nullable UUID next) {
  /**
   * One notification; its story is found by source and id.
   *
   * @param parts the segments in doubt, from 1
   * @param resent whether one was repeated, so that the recipient may have it twice
   * @param since when an answer was first given up
   */
  record Item(
      String source,
      String id,
      String type,
      String category,
      List<Integer> parts,
      boolean resent,
      Instant since) {}

  static UnconfirmedDocument of(long count, List<UnconfirmedNotification> page, int limit) {
    List<Item> items = page.stream().map(UnconfirmedDocument::item).toList();
    return new UnconfirmedDocument(count, items, page.size() < limit ? null : page.getLast().id());
  }

  private static Item item(UnconfirmedNotification one) {
    List<Integer> parts = new ArrayList<>();
    for (int part = 1; part <= Long.SIZE; part++) {
      if ((one.unconfirmedSegments() >>> (part - 1) & 1) == 1) {
        parts.add(part);
      }
    }
    return new Item(
        one.source(), one.eventId(), one.type(), one.category(), parts, one.resent(), one.since());
  }
}
