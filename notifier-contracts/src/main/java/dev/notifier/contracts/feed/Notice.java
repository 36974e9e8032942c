package dev.notifier.contracts.feed;

import java.time.Instant;

/** The data of a {@link NoticeEvent}: what happened to something other than a message. */
sealed interface Notice permits GroupNotice, WrongPersonNotice, BatchNotice, ForgedTextNotice {
  /** The type in filters of webhooks; that of the CloudEvent has a version as well. */
  String name();

  /** What it is about, such as an id. */
  String subject();

  /** When it happened. */
  Instant time();

  /** The same whenever this is published. */
  String changeId();
}
