package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.pdu;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of several segments. */
class InboundSegmentsIT {
  private static final String SENDER = "84912345678";

  /** Characters with two units of UTF-16, so that a cut inside of one would be seen. */
  private static final String TEXT =
      "Cho em hỏi khi nào thì nhận được tiền 😀😀😀 trợ cấp thai sản của chị gái em ở Hà Nội ạ, em"
          + " đã nộp hồ sơ cho đơn vị từ tháng trước rồi mà chưa thấy gì cả 😀";

  private final InboundHarness inbound = new InboundHarness();

  InboundSegmentsIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  enum Form {
    UDH8,
    UDH16,
    SAR
  }

  private static InboundRecord part(Form form, int number, int total, byte[] bytes, Instant at) {
    return switch (form) {
      case UDH8 -> pdu(SENDER, 0x40, 8, with(bytes, 5, 0, 3, 7, total, number), Map.of(), at);
      case UDH16 -> pdu(SENDER, 0x40, 8, with(bytes, 6, 8, 4, 1, 7, total, number), Map.of(), at);
      case SAR ->
          pdu(
              SENDER,
              0,
              8,
              bytes,
              Map.of(
                  "020C", new byte[] {1, 7},
                  "020E", new byte[] {(byte) total},
                  "020F", new byte[] {(byte) number}),
              at);
    };
  }

  private static byte[] with(byte[] text, int... header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int each : header) {
      bytes.write(each);
    }
    bytes.writeBytes(text);
    return bytes.toByteArray();
  }

  /** A part of the text. The cuts are inside of characters. */
  private static byte[] bytes(int number) {
    byte[] all = TEXT.getBytes(StandardCharsets.UTF_16BE);
    int smiley = 2 * TEXT.indexOf("😀");
    return switch (number) {
      case 1 -> Arrays.copyOfRange(all, 0, smiley + 2);
      case 2 -> Arrays.copyOfRange(all, smiley + 2, smiley + 6);
      default -> Arrays.copyOfRange(all, smiley + 6, all.length);
    };
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void segmentsAreJoinedInAnyOrderFromTwoPartitions(Form form) throws Exception {
    inbound.start();
    Instant now = Instant.now();

    inbound.send(2, part(form, 3, 3, bytes(3), now));
    await()
        .untilAsserted(() ->
            assertThat(inbound.jdbc.queryForList("select 1 from inbound_segments")).hasSize(1));
    inbound.send(0, part(form, 1, 3, bytes(1), now.plusSeconds(1)));
    await()
        .untilAsserted(() ->
            assertThat(
                    inbound.jdbc.queryForObject(
                        "select cardinality(numbers) from inbound_segments", Integer.class))
                .isEqualTo(2));
    inbound.send(
        1,
        part(form, 2, 3, bytes(2), now.plusSeconds(2)),
        part(form, 2, 3, bytes(2), now.plusSeconds(3)));
    inbound.send(1, part(form, 1, 3, bytes(1), now.plusSeconds(4)));
    inbound.send(1, sms("BH HD", now.plusSeconds(5)));

    inbound.awaitMessages(2);
    assertThat(inbound.jdbc.queryForList("select body from inbound_messages", String.class))
        .containsExactlyInAnyOrder(TEXT, "BH HD");
    assertThat(
            inbound.jdbc.queryForList("select missing::text from inbound_messages", String.class))
        .containsOnly("{}");
  }

  @Test
  void aMessageWithAMissingSegmentEndsIncomplete() throws Exception {
    inbound.start();
    Instant before = Instant.now().minusSeconds(180);

    inbound.send(
        0,
        part(Form.UDH8, 1, 3, bytes(1), before),
        part(Form.UDH8, 3, 3, bytes(3), before.plusSeconds(2)));

    inbound.awaitMessages(1);
    assertThat(
            inbound.jdbc.queryForList(
                "select missing::text, rule, reason, inbox from inbound_messages"))
        .containsExactly(
            Map.of("missing", "{2}", "rule", "inbox", "reason", "INCOMPLETE", "inbox", true));
    assertThat(inbound.decisions().getFirst()).contains(" … ");
    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.jdbc.queryForList("select 1 from inbound_segments")).isEmpty();
  }

  /** One number whose message cannot be stored does not keep those of others. */
  @Test
  void aMessageThatCannotBeEndedWaitsAlone() throws Exception {
    inbound.jdbc.execute(
        "alter table inbound_messages add constraint poison check (phone <> '+84912345678')");
    InboundStage stage = inbound.start();
    Instant before = Instant.now().minusSeconds(180);

    inbound.send(
        0,
        part(Form.UDH8, 1, 3, bytes(1), before),
        pdu("84912000009", 0x40, 8, with(bytes(1), 5, 0, 3, 7, 3, 1), Map.of(), before));

    inbound.awaitMessages(1);
    assertThat(inbound.jdbc.queryForList("select phone from inbound_messages", String.class))
        .containsExactly("+84912000009");
    await()
        .untilAsserted(() ->
            assertThat(
                    inbound.jdbc.queryForList(
                        "select phone from inbound_segments where retry_at > now()", String.class))
                .containsExactly("+84912345678"));
    assertThat(stage.problems()).isEmpty();
  }

  /** An opt-out of which a segment is missing is a text for a person. */
  @Test
  void anIncompleteTextIsNoKeyword() throws Exception {
    inbound.start();
    Instant before = Instant.now().minusSeconds(180);

    inbound.send(0, part(Form.UDH8, 1, 2, "BH TC".getBytes(StandardCharsets.UTF_16BE), before));

    inbound.awaitMessages(1);
    assertThat(inbound.jdbc.queryForList("select 1 from opt_out_events")).isEmpty();
    assertThat(inbound.decisions()).hasSize(1);
    assertThat(List.copyOf(inbound.decisions()).getFirst()).endsWith("| inbox | INBOX");
  }
}
