package dev.notifier.store.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of conversations.
 *
 * @param next where the next page begins; null = there is none. A page with a next one may have
 *     fewer conversations than were asked for, because the work for one page is limited
 */
public record InboxPage(List<Conversation> conversations, @Nullable Place next) {
  /** A place in the order of a list. */
  public record Place(long place, long tie) {
    /** Before the first one. */
    public static final Place FIRST = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
  }
}
