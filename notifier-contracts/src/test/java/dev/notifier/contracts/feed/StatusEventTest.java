package dev.notifier.contracts.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusEventTest {
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00.123456Z");
  private static final UUID BATCH = new UUID(3, 4);

  private static Change change(
      NotificationState state, @Nullable FailureReason reason, Origin origin) {
    return new Change(
        new UUID(1, 2), "/tst", "D-1", "card.expiring", state, reason, null, false, 2, AT, origin);
  }

  @Test
  void aDocumentHasWhatTheRecordHas() {
    Change change =
        change(
            NotificationState.UNDELIVERED,
            FailureReason.RECEIPT_UNDELIVERED,
            new Origin("run-1", "son-la/card-expiring", 3, BATCH));
    assertThat(json(StatusEvent.of("x1", "son-la", change)))
        .isEqualTo(
            """
            {"specversion":"1.0","id":"x1","source":"/notifier/son-la",\
            "type":"notification.undelivered.v1","time":"2026-12-01T01:00:00.123456Z",\
            "subject":"00000000-0000-0001-0000-000000000002","datacontenttype":"application/json",\
            "data":{"notificationId":"00000000-0000-0001-0000-000000000002",\
            "changeId":"00000000-0000-0001-0000-000000000002:UNDELIVERED:RECEIPT_UNDELIVERED:\
            2026-12-01T01:00:00.123456Z","source":"/tst","eventId":"D-1","type":"card.expiring",\
            "state":"UNDELIVERED","rank":6,\
            "reason":{"code":"RECEIPT_UNDELIVERED","owner":"RECIPIENT"},\
            "possibleDuplicate":false,"segments":2,"group":"run-1",\
            "batch":"00000000-0000-0003-0000-000000000004",\
            "template":{"tenant":"son-la","id":"card-expiring","version":3}}}\
            """);
  }

  @Test
  void whatIsNotKnownIsMissing() {
    StatusEvent event =
        StatusEvent.of("x1", "a", change(NotificationState.PLANNED, null, Origin.UNKNOWN));
    assertThat(json(event)).doesNotContain("null", "group", "template", "batch", "phone", "text\"");
  }

  @Test
  void personalDataIsAddedAndNotInToString() {
    StatusEvent event =
        StatusEvent.of("x1", "a", change(NotificationState.PLANNED, null, Origin.UNKNOWN))
            .withPersonalData("+84912345678", "Ông Bình");
    assertThat(json(event)).contains("\"phone\":\"+84912345678\",\"text\":\"Ông Bình\"");
    assertThat(event.toString()).doesNotContain("84912345678", "Bình");
  }

  @Test
  void eachStateHasAType() {
    assertThat(Arrays.stream(NotificationState.values()).map(StatusEvent::type))
        .contains("notification.delivered.v1", "notification.no-receipt.v1")
        .allMatch(type -> type.matches("notification\\.[a-z-]+\\.v1"))
        .doesNotHaveDuplicates();
  }

  private static String json(StatusEvent event) {
    return new String(RecordJson.write(event), StandardCharsets.UTF_8);
  }
}
