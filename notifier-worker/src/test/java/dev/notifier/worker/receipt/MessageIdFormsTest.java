package dev.notifier.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.store.tracking.MessageIdConversion;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdFormsTest {
  @ParameterizedTest
  @CsvSource({
    "10c8f40d,  10C8F40D",
    "00B8BE19,  B8BE19",
    "b8be19,    B8BE19",
    "0972660181, 972660181",
    "000,       0",
    "' 1A ',    1A",
    "0-1-x,     0-1-X",
    "c87c2273-7a05-4d0c-9f0e-0a4c3f1ad2b7, C87C2273-7A05-4D0C-9F0E-0A4C3F1AD2B7",
    "'',",
    "' ',",
  })
  void theCanonicalFormIsUpperCaseWithoutLeadingZeros(String raw, @Nullable String canonical) {
    assertThat(MessageIdForms.canonical(raw)).isEqualTo(canonical);
  }

  /** Pairs from real carriers; the last one exceeds 64 bits. */
  @ParameterizedTest
  @CsvSource({
    "10C8F40D, 281605133",
    "38601FA, 59113978",
    "39F99DD5, 972660181",
    "822FC73B00000039, 9380935605053030457",
    "2E179B310EDE971B2760C72B7F026E1B, 61267058294122845644591348796459478555",
  })
  void anIdIsConvertedToTheOtherBase(String hex, String decimal) {
    assertThat(MessageIdForms.convert(decimal, MessageIdConversion.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(MessageIdForms.convert(hex, MessageIdConversion.HEX_TO_DECIMAL)).isEqualTo(decimal);
    assertThat(MessageIdForms.responseId(decimal, null, MessageIdConversion.DECIMAL_TO_HEX))
        .isEqualTo(hex);
    assertThat(MessageIdForms.responseId(hex, null, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(decimal);
    assertThat(MessageIdForms.responseId(hex, null, MessageIdConversion.AS_IS)).isEqualTo(hex);
    assertThat(MessageIdForms.match(decimal, hex, MessageIdFormat.AUTO))
        .isEqualTo(MessageIdConversion.DECIMAL_TO_HEX);
    assertThat(MessageIdForms.match(hex, decimal, MessageIdFormat.HEX_RECEIPT))
        .isEqualTo(MessageIdConversion.HEX_TO_DECIMAL);
    assertThat(MessageIdForms.match(hex, decimal, MessageIdFormat.AS_IS)).isNull();
  }

  @Test
  void anIdThatIsNotANumberIsNotConverted() {
    assertThat(MessageIdForms.convert("A-1", MessageIdConversion.HEX_TO_DECIMAL)).isNull();
    assertThat(MessageIdForms.convert("1A", MessageIdConversion.DECIMAL_TO_HEX)).isNull();
    assertThat(MessageIdForms.responseId("1A", null, MessageIdConversion.DECIMAL_TO_HEX))
        .isEqualTo("1A");
    assertThat(MessageIdForms.match("A-1", "A-2", MessageIdFormat.AUTO)).isNull();
    assertThat(MessageIdForms.convert("F".repeat(64), MessageIdConversion.HEX_TO_DECIMAL)).isNull();
  }

  @Test
  void aReceiptWithBothFormsShowsTheIdOfTheResponse() {
    // The hexadecimal id consists of digits only and could be converted again.
    String hex = "38601234";
    String decimal = new BigInteger(hex, 16).toString();
    assertThat(MessageIdForms.responseId(hex, decimal, MessageIdConversion.DECIMAL_TO_HEX))
        .isEqualTo(hex);
    assertThat(MessageIdForms.responseId(decimal, hex, MessageIdConversion.DECIMAL_TO_HEX))
        .isEqualTo(hex);
    assertThat(MessageIdForms.responseId(decimal, hex, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(decimal);
  }

  @Property
  void convertingThereAndBackGivesTheSameId(
      @ForAll @BigRange(min = "0", max = "999999999999999999999999999999") BigInteger number) {
    String hex =
        Objects.requireNonNull(
            MessageIdForms.convert(number.toString(), MessageIdConversion.DECIMAL_TO_HEX));
    assertThat(hex).isEqualTo(number.toString(16).toUpperCase(Locale.ROOT));
    assertThat(MessageIdForms.canonical("00" + hex.toLowerCase(Locale.ROOT))).isEqualTo(hex);
    assertThat(MessageIdForms.convert(hex, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(number.toString());
  }
}
