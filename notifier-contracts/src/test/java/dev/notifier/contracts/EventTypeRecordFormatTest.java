package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.sending.QuietHours;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTypeRecordFormatTest {
  @Test
  void readsWhatItWrites() {
    EventTypeRecord record =
        record(
            Duration.ofDays(3),
            Duration.ofDays(7),
            new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30)));

    assertThat(RecordJson.read(RecordJson.write(record), EventTypeRecord.class)).isEqualTo(record);
  }

  @Test
  void writesDurationsAndTimesInReadableForm() {
    EventTypeRecord record =
        record(
            Duration.ofMinutes(5), null, new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)));

    assertThat(new String(RecordJson.write(record), StandardCharsets.UTF_8))
        .contains("\"timeToLive\":\"PT5M\"", "\"from\":\"22:00\"", "\"lane\":\"normal\"");
  }

  /** So that the digest of a shipped event type without one is that of older releases. */
  @Test
  void doesNotWriteAMissingRetention() {
    assertThat(new String(RecordJson.write(record(null, null, null)), StandardCharsets.UTF_8))
        .doesNotContain("retention")
        .contains("\"timeToLive\":null");
  }

  @Test
  void readsRecordsWithoutOptionalFields() {
    EventTypeRecord record = record(null, null, null);

    assertThat(RecordJson.read(RecordJson.write(record), EventTypeRecord.class)).isEqualTo(record);
  }

  @Test
  void quietHoursBeginAndEndAtDifferentTimes() {
    LocalTime noon = LocalTime.NOON;

    assertThatThrownBy(() -> new QuietHours(noon, noon))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EventTypeRecord record(
      @Nullable Duration timeToLive, @Nullable Duration window, @Nullable QuietHours quietHours) {
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        "card.expiring",
        3,
        "A card ends soon",
        Category.SERVICE,
        Lane.NORMAL,
        timeToLive,
        window,
        null,
        quietHours,
        "card-expiring",
        Map.of("type", "object", "required", List.of("recipient")),
        Map.of(EventTypeRecord.TYPICAL, Map.of("daysLeft", 30)));
  }
}
