package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

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
  void theCanonicalFormHasNeitherCaseNorZerosInFront(String raw, @Nullable String canonical) {
    assertThat(MessageIdForms.canonical(raw)).isEqualTo(canonical);
  }

  /** Pairs that were seen; the last is beyond 64 bits. */
  @ParameterizedTest
  @CsvSource({
    "10C8F40D, 281605133",
    "38601FA, 59113978",
    "39F99DD5, 972660181",
    "822FC73B00000039, 9380935605053030457",
    "2E179B310EDE971B2760C72B7F026E1B, 61267058294122845644591348796459478555",
  })
  void theSameNumberInTwoBases(String hex, String decimal) {
    assertThat(MessageIdForms.inForm(decimal, MessageIdConversion.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(MessageIdForms.inForm(hex, MessageIdConversion.HEX_TO_DECIMAL)).isEqualTo(decimal);
    assertThat(MessageIdForms.key(decimal, null, MessageIdConversion.DECIMAL_TO_HEX))
        .isEqualTo(hex);
    assertThat(MessageIdForms.key(hex, null, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(decimal);
    assertThat(MessageIdForms.key(hex, null, MessageIdConversion.AS_IS)).isEqualTo(hex);
    assertThat(MessageIdForms.others(decimal)).contains(hex);
    assertThat(MessageIdForms.others(hex)).contains(decimal);
  }

  @Test
  void whatIsNoNumberStaysAsItIs() {
    assertThat(MessageIdForms.inForm("A-1", MessageIdConversion.HEX_TO_DECIMAL)).isNull();
    assertThat(MessageIdForms.inForm("1A", MessageIdConversion.DECIMAL_TO_HEX)).isNull();
    assertThat(MessageIdForms.key("1A", null, MessageIdConversion.DECIMAL_TO_HEX)).isEqualTo("1A");
    assertThat(MessageIdForms.others("A-1")).isEmpty();
    assertThat(MessageIdForms.inForm("F".repeat(64), MessageIdConversion.HEX_TO_DECIMAL)).isNull();
  }

  @Test
  void aReceiptWithBothFormsTellsWhichIsTheAnswers() {
    // The hexadecimal one has digits alone and would be converted once more.
    String hex = "38601234";
    String decimal = new BigInteger(hex, 16).toString();
    assertThat(MessageIdForms.key(hex, decimal, MessageIdConversion.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(MessageIdForms.key(decimal, hex, MessageIdConversion.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(MessageIdForms.key(decimal, hex, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(decimal);
  }

  @Property
  void thereAndBackIsTheSame(
      @ForAll @BigRange(min = "0", max = "999999999999999999999999999999") BigInteger number) {
    String hex =
        Objects.requireNonNull(
            MessageIdForms.inForm(number.toString(), MessageIdConversion.DECIMAL_TO_HEX));
    assertThat(hex).isEqualTo(number.toString(16).toUpperCase(Locale.ROOT));
    assertThat(MessageIdForms.canonical("00" + hex.toLowerCase(Locale.ROOT))).isEqualTo(hex);
    assertThat(MessageIdForms.inForm(hex, MessageIdConversion.HEX_TO_DECIMAL))
        .isEqualTo(number.toString());
  }
}
