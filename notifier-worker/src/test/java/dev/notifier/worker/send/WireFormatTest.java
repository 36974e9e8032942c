package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.worker.smpp.SubmitSm;
import dev.notifier.worker.testing.SubmitFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WireFormatTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theDefaultFormat() {
    SubmitSm submit = format(Map.of()).submitSm(message("GSM7", 7, null, "Hi @"), 1);

    assertThat(HEX.formatHex(submit.shortMessage())).isEqualTo("48692000");
    assertThat(submit.userDataHeader()).isFalse();
    assertThat(submit.dataCoding()).isZero();
    assertThat(submit.source()).isEqualTo(new SubmitSm.Address("BHXHVN", 5, 0));
    assertThat(submit.recipient()).isEqualTo(new SubmitSm.Address("84912345678", 1, 1));
    assertThat(submit.validityPeriod()).isEmpty();
    assertThat(submit.receiptRequested()).isTrue();
    assertThat(submit.tlvs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "udh8, gsm7, true, 050003cd02024869, ''",
    "udh16, gsm7, true, 060804abcd02024869, ''",
    "sar, gsm7, false, 4869, 020c:abcd 020e:02 020f:02",
    "udh8, gsm7-packed, true, 050003cd02029069, ''",
    "sar, gsm7-packed, false, c834, 020c:abcd 020e:02 020f:02",
    "udh8, latin1, true, 050003cd02024869, ''",
    "payload, gsm7, true, 050003cd02024869, ''",
  })
  void aSegmentOfALongMessage(
      String concatenation, String alphabet, boolean header, String bytes, String tlvs) {
    WireFormat format =
        format(Map.of("message.concatenation", concatenation, "message.alphabet", alphabet));

    SubmitSm submit = format.submitSm(message("GSM7", 0xABCD, null, "x", "Hi"), 2);

    assertThat(submit.userDataHeader()).isEqualTo(header);
    assertThat(HEX.formatHex(submit.shortMessage())).isEqualTo(bytes);
    assertThat(tlvs(submit)).isEqualTo(tlvs);
    assertThat(submit.receiptRequested()).isTrue();
  }

  @Test
  void aLongTextInOnePieceIsAMessagePayloadAndAShortOneIsNot() {
    WireFormat format = format(Map.of("message.concatenation", "payload"));

    SubmitSm longer = format.submitSm(message("GSM7", 7, null, "a".repeat(161)), 1);
    assertThat(longer.shortMessage()).isEmpty();
    assertThat(tlvs(longer)).isEqualTo("0424:" + "61".repeat(161));
    assertThat(format.submitSm(message("GSM7", 7, null, "a".repeat(160)), 1).shortMessage())
        .hasSize(160);
  }

  @Test
  void theSettingsOfTheCarrierAreApplied() {
    WireFormat format =
        format(
            Map.of(
                "message.data-coding", "3",
                "message.alphabet", "latin1",
                "message.destination-ton", "2",
                "message.destination-npi", "8",
                "message.tlvs.[0x1401]", "00FF",
                "receipts", "none"));

    SubmitSm submit = format.submitSm(message("LATIN1", 7, null, "é", "b"), 2);

    assertThat(submit.dataCoding()).isEqualTo(3);
    assertThat(submit.recipient()).isEqualTo(new SubmitSm.Address("84912345678", 2, 8));
    assertThat(tlvs(submit)).isEqualTo("1401:00ff");
    assertThat(submit.receiptRequested()).isFalse();
    assertThat(format.submitSm(message("UCS2", 7, null, "đ"), 1).dataCoding()).isEqualTo(8);
  }

  /** The message was planned for another route, or before this route was changed. */
  @Test
  void aMessageSegmentedForAnotherRouteIsSentInTheNearestFormat() {
    WireFormat udh16 = format(Map.of("message.concatenation", "udh16"));
    String full = "a".repeat(153);
    assertThat(udh16.submitSm(message("GSM7", 7, null, full, "b"), 2).shortMessage())
        .startsWith(0x05, 0x00, 0x03);
    assertThat(udh16.submitSm(message("GSM7", 7, null, "a".repeat(200)), 1).tlvs()).hasSize(1);

    WireFormat latin1 = format(Map.of("message.alphabet", "latin1"));
    assertThat(latin1.submitSm(message("GSM7", 7, null, full, "b"), 1).shortMessage()).hasSize(159);
    SubmitSm euro = latin1.submitSm(message("GSM7_PACKED", 7, null, "5 €"), 1);
    assertThat(euro.dataCoding()).isEqualTo(8);
    assertThat(euro.shortMessage()).isEqualTo("5 €".getBytes(StandardCharsets.UTF_16BE));
    assertThatThrownBy(() -> latin1.submitSm(message("GSM7", 7, null, full, "€"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("aaa");
  }

  @ParameterizedTest
  @CsvSource({
    // seconds left, max-validity, period
    "3600, 7d, 000000010000000R", "90, 7d, 000000000130000R", "0, 7d, 000000000100000R",
    "-5, 7d, 000000000100000R", "172800, 1d, 000001000000000R", "90061, 7d, 000001010101000R",
    "9999999, 28d, 000028000000000R", "30, 1m, 000000000100000R",
  })
  void theValidityPeriodIsTheTimeUntilTheMessageExpires(long seconds, String max, String period) {
    WireFormat format = format(Map.of("message.max-validity", max));

    assertThat(
            format.submitSm(message("GSM7", 7, NOW.plusSeconds(seconds), "x"), 1).validityPeriod())
        .isEqualTo(period);
  }

  @Test
  void aRouteCanSendNoValidityPeriod() {
    WireFormat format = format(Map.of("message.validity", "none"));

    assertThat(format.submitSm(message("GSM7", 7, NOW.plusSeconds(90), "x"), 1).validityPeriod())
        .isEmpty();
  }

  @Test
  void theValidityPeriodIsAtMost28Days() {
    assertThat(ValidityPeriod.of(Duration.ofDays(40), Duration.ofDays(40)))
        .isEqualTo("000028000000000R");
  }

  @ParameterizedTest
  @CsvSource({"BHXH, 5, 0", "8079, 3, 0", "19009068, 3, 0", "BHXHVN, 5, 1", ", 5, 1"})
  void theSenderOfTheTemplateOverridesThatOfTheRoute(@Nullable String sender, int ton, int npi) {
    SubmitRecord plain = message("GSM7", 7, null, "x");
    SubmitRecord message =
        new SubmitRecord(
            plain.v(),
            plain.notificationId(),
            plain.route(),
            plain.lane(),
            plain.category(),
            plain.phone(),
            plain.template(),
            plain.encoding(),
            plain.reference(),
            plain.texts(),
            plain.pending(),
            plain.attempt(),
            plain.resent(),
            plain.hops(),
            plain.expiresAt(),
            sender);

    assertThat(format(Map.of("source.npi", "1")).submitSm(message, 1).source())
        .isEqualTo(new SubmitSm.Address(sender == null ? "BHXHVN" : sender, ton, npi));
  }

  @ParameterizedTest
  @CsvSource({"8079, 0, 1", "1414, 3, 0", "BHXH, 5, 0"})
  void theTypeOfAFurtherAddressIsConfigured(String sender, int ton, int npi) {
    WireFormat format =
        format(
            Map.of(
                "sources[0].address",
                "8079",
                "sources[0].ton",
                "0",
                "sources[0].npi",
                "1",
                "sources[1].address",
                "1414"));

    assertThat(
            format
                .submitSm(SubmitFixtures.sentFrom("a", sender, "/tst", Category.SERVICE), 1)
                .source())
        .isEqualTo(new SubmitSm.Address(sender, ton, npi));
  }

  private static String tlvs(SubmitSm submit) {
    return String.join(
        " ",
        submit.tlvs().stream()
            .map(each -> "%04x:%s".formatted(each.tag(), HEX.formatHex(each.value())))
            .toList());
  }

  private static WireFormat format(Map<String, String> settings) {
    RouteConfig route =
        new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
            .bindOrCreate("", RouteConfig.class);
    return WireFormat.of(route, InstantSource.fixed(NOW));
  }

  private static SubmitRecord message(
      String encoding, int reference, @Nullable Instant expiresAt, String... texts) {
    return new SubmitRecord(
        SubmitRecord.VERSION,
        UUID.randomUUID(),
        "r",
        Lane.NORMAL,
        Category.SERVICE,
        "+84912345678",
        new TemplateRef("t", 1, "vi"),
        encoding,
        reference,
        List.of(texts),
        IntStream.rangeClosed(1, texts.length).boxed().toList(),
        1,
        false,
        0,
        expiresAt,
        null);
  }
}
