package dev.notifier.contracts.feed;

import java.time.Instant;

/**
 * What happened to something other than a message, as a CloudEvent 1.0 in JSON. Without personal
 * data. Immutable.
 *
 * @param id names the place in the feed; opaque
 * @param source {@code /notifier/<tenant>}
 * @param type with the version of {@code data}
 * @param time when it happened
 * @param subject what it is about, such as an id
 */
record NoticeEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    String datacontenttype,
    Notice data)
    implements FeedEvent {
  @Override
  public String changeId() {
    return data.changeId();
  }

  static NoticeEvent of(String id, String tenant, Notice notice) {
    return new NoticeEvent(
        "1.0",
        id,
        "/notifier/" + tenant,
        notice.name() + ".v1",
        notice.time(),
        notice.subject(),
        "application/json",
        notice);
  }
}
