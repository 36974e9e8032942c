package dev.notifier.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.origin.ReplyOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class TemplateRecordFormatTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void readsATemplateVersionThatItWrites() {
    TemplateRecord record =
        new TemplateRecord(
            TemplateRecord.VERSION,
            "card-expiring",
            3,
            Map.of("id", "card-expiring", "variants", List.of(Map.of("locale", "vi"))));

    assertThat(RecordJson.read(RecordJson.write(record), TemplateRecord.class)).isEqualTo(record);
    assertThat(record.key()).isEqualTo("card-expiring/3");
    assertThat(PublishedVersionRecord.isKey(record.key())).isFalse();
  }

  @Test
  void readsAPublishedVersionThatItWrites() {
    PublishedVersionRecord record =
        new PublishedVersionRecord(
            PublishedVersionRecord.VERSION,
            "card-expiring",
            3,
            NOW,
            7,
            Map.of("viettel", new Registration("VT-1", null, NOW)));

    assertThat(RecordJson.read(RecordJson.write(record), PublishedVersionRecord.class))
        .isEqualTo(record);
    assertThat(PublishedVersionRecord.isKey(record.key())).isTrue();
    assertThat(PublishedVersionRecord.fullNameOf(record.key())).isEqualTo("card-expiring");
  }

  @Test
  void readsAPublishedVersionWithoutOptionalFields() {
    String octets = "{\"v\":1,\"id\":\"a\",\"version\":null,\"since\":\"2026-12-01T01:00:00Z\"}";
    PublishedVersionRecord record =
        RecordJson.read(octets.getBytes(StandardCharsets.UTF_8), PublishedVersionRecord.class);

    assertThat(record.version()).isNull();
    assertThat(record.registrations()).isEmpty();
  }

  @Test
  void anApprovalIsValidFromItsStartUntilBeforeItsEnd() {
    Registration registration = new Registration("VT-1", NOW, NOW.plusSeconds(10));

    assertThat(registration.isValid(NOW.minusMillis(1))).isFalse();
    assertThat(registration.isValid(NOW)).isTrue();
    assertThat(registration.isValid(NOW.plusSeconds(10))).isFalse();
    assertThat(new Registration("VT-1", null, null).isValid(NOW)).isTrue();
  }

  @Test
  void readsEventsAndSubmissionsOfOlderVersions() {
    EventRecord event =
        new EventRecord(
            1,
            "t",
            "/s",
            "1",
            "card.expiring",
            NOW,
            null,
            "+84391234567",
            Map.of(),
            Map.of(),
            Category.SERVICE,
            null,
            NOW,
            4,
            null,
            null);
    assertThat(RecordJson.read(RecordJson.write(event), EventRecord.class)).isEqualTo(event);
    assertThat(without(event, "templateVersion", EventRecord.class).templateVersion()).isNull();

    assertThat(RecordJson.write(event)).asString(UTF_8).doesNotContain("reply");
    EventRecord answer = event.withReply(new ReplyOrigin("8079", null, new UUID(3, 4)));
    assertThat(RecordJson.read(RecordJson.write(answer), EventRecord.class)).isEqualTo(answer);
    assertThat(without(answer, "reply", EventRecord.class)).isEqualTo(event);

    SubmitRecord message =
        new SubmitRecord(
            1,
            new UUID(1, 2),
            "viettel",
            Lane.NORMAL,
            Category.SERVICE,
            "+84391234567",
            new TemplateRef("a", 1, "vi"),
            "GSM7",
            1,
            List.of("x"),
            List.of(1),
            1,
            false,
            0,
            null,
            "BHXH");
    assertThat(RecordJson.read(RecordJson.write(message), SubmitRecord.class)).isEqualTo(message);
    assertThat(message.retryOf(1, 2, false).sender()).isEqualTo("BHXH");
    assertThat(message.failedOverTo("mobi", 2).sender()).isEqualTo("BHXH");
    assertThat(without(message, "sender", SubmitRecord.class).sender()).isNull();
  }

  private static <T> T without(Object record, String field, Class<T> form) {
    Map<String, Object> fields =
        new HashMap<>(JSON.convertValue(record, new TypeReference<Map<String, Object>>() {}));
    assertThat(fields).containsKey(field);
    fields.remove(field);
    return RecordJson.read(RecordJson.write(fields), form);
  }
}
