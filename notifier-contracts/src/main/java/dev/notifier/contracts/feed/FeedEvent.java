package dev.notifier.contracts.feed;

import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.contracts.StatusRecord.WrongPerson;

/** A document of the feed of states, which webhooks get as well: a CloudEvent 1.0 in JSON. */
public sealed interface FeedEvent permits StatusEvent, NoticeEvent {
  /** Names the place in the feed; opaque. */
  String id();

  /** The same whenever it is published again. */
  String changeId();

  /**
   * The document of what was published.
   *
   * @param id opaque, and unique in the feed
   */
  static FeedEvent of(String id, String tenant, Item item) {
    return switch (item) {
      case Change change -> StatusEvent.of(id, tenant, change);
      case CompletedGroup group -> NoticeEvent.of(id, tenant, GroupNotice.of(group));
      case WrongPerson wrong -> NoticeEvent.of(id, tenant, WrongPersonNotice.of(wrong));
      case ChangedBatch batch -> NoticeEvent.of(id, tenant, BatchNotice.of(batch));
      case ForgedText forged -> NoticeEvent.of(id, tenant, ForgedTextNotice.of(forged));
    };
  }
}
