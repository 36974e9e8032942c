package dev.notifier.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordViewTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");

  private static final byte[] MESSAGE =
      RecordFormats.SUBMIT.encode(
          new SubmitRecord(
              SubmitRecord.VERSION,
              ID,
              "viettel",
              Lane.NORMAL,
              Category.OTP,
              "+84912345678",
              new TemplateRef("t", 1, "vi"),
              "GSM7",
              7,
              List.of("secret one", "secret two"),
              List.of(1, 2),
              1,
              false,
              0,
              AT,
              "BHXHVN"));

  private static String line(
      String topic, byte @Nullable [] key, byte @Nullable [] value, boolean personalData) {
    return new RecordView(personalData).line(new ConsumerRecord<>(topic, 3, 7, key, value));
  }

  @Test
  void aMessageIsShownWithoutNumberAndText() {
    assertThat(line(Topics.submit("viettel", Lane.NORMAL), new byte[] {1, -1}, MESSAGE, false))
        .contains("\"partition\":3,\"offset\":7", "\"key\":\"01ff\"", ID.toString())
        .contains("\"phone\":\"+84912***678\"", "\"texts\":[\"•••\",\"•••\"]")
        .doesNotContain("secret", "+84912345678")
        .doesNotContain("\n");
  }

  @Test
  void anOperatorCanAskForNumberAndText() {
    assertThat(line("notifier.retry.bulk.5s", null, MESSAGE, true))
        .contains("\"phone\":\"+84912345678\"", "\"secret one\"");
  }

  @Test
  void aJournalIsShownWithoutNumbers() {
    Response response =
        new Response(
            1,
            new SegmentId(ID, 1),
            1,
            1,
            false,
            Outcome.ACCEPTED,
            0,
            "A1",
            null,
            5,
            6,
            "+84912345678");
    byte[] value =
        RecordFormats.JOURNAL.encode(
            new JournalRecord(
                JournalRecord.VERSION,
                "a",
                0,
                List.of(),
                List.of(response),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                false,
                null));
    assertThat(line(Topics.BINDS, null, value, false))
        .contains("ACCEPTED", "\"phone\":\"+84912***678\"")
        .doesNotContain("12345678");
  }

  @Test
  void aMessageOfAProviderIsShownWithoutItsText() {
    InboundRecord message =
        InboundRecord.ofProvider(
            "aggregator", "17", InboundRecord.SMS, "84912345678", "8079", "BH HS 1", AT);
    assertThat(line(Topics.INBOUND, null, RecordFormats.INBOUND.encode(message), false))
        .contains("\"provider\":\"aggregator\"", "\"providerId\":\"17\"", "\"text\":\"•••\"")
        .contains("\"sourceAddress\":\"84912***678\"", "\"destinationAddress\":\"8079\"")
        .doesNotContain("BH HS");
  }

  @Test
  void aReceiptIsShownWithoutItsBytes() {
    InboundRecord receipt =
        new InboundRecord(
            InboundRecord.VERSION,
            "a",
            0,
            4,
            0,
            "84912345678",
            "BHXHVN",
            "text".getBytes(StandardCharsets.US_ASCII),
            Map.of("001E", new byte[] {1}),
            AT);
    JournalRecord journal =
        new JournalRecord(
            JournalRecord.VERSION,
            "a",
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            false,
            null,
            List.of(receipt));
    for (String line :
        List.of(
            line(Topics.RECEIPTS, null, RecordFormats.INBOUND.encode(receipt), false),
            line(Topics.BINDS, null, RecordFormats.JOURNAL.encode(journal), false))) {
      assertThat(line)
          .contains("\"sourceAddress\":\"84912***678\"", "\"destinationAddress\":\"BHXHVN\"")
          .contains("\"shortMessage\":\"•••\"", "\"tlvs\":\"•••\"");
    }
  }

  @Test
  void aStatusHasNothingToHide() {
    StatusRecord.Change change =
        new StatusRecord.Change(
            ID, "/s", "e", "a.b", NotificationState.DELIVERED, null, "handset", false, 1, AT);
    byte[] value =
        RecordFormats.STATUSES.encode(
            new StatusRecord(StatusRecord.VERSION, "default", List.of(change)));
    byte[] key = "default".getBytes(StandardCharsets.US_ASCII);
    assertThat(line(Topics.STATUSES, key, value, false))
        .contains("\"key\":\"default\"", "DELIVERED", "handset");
  }

  @Test
  void anEventIsShownWithoutItsData() {
    String event =
        """
        {"v":1,"tenant":"t","source":"/s","id":"1","type":"a.b","phone":"+84912345678",
         "recipient":{"fullName":"Lò Thị Mai"},"data":{"code":"123456"},"subject":"HC401",
         "category":"OTP","acceptedAt":"2026-12-01T01:00:00Z"}\
        """;
    byte[] value = event.getBytes(StandardCharsets.UTF_8);
    assertThat(line(Topics.events(Lane.URGENT), null, value, false))
        .contains("\"recipient\":\"•••\"", "\"data\":\"•••\"", "\"subject\":\"•••\"")
        .doesNotContain("Mai", "123456", "HC401", "12345678");
  }

  @Test
  void whatCannotBeReadIsNamedAndNotShown() {
    byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
    assertThat(line(Topics.BINDS, null, secret, true))
        .contains("\"bytes\":6", "\"problem\":\"MALFORMED, ")
        .doesNotContain("secret");
    assertThat(line("other", null, secret, true)).contains("\"bytes\":6").doesNotContain("secret");
    assertThat(line(Topics.BINDS, null, null, true)).contains("NO_VALUE");
  }
}
