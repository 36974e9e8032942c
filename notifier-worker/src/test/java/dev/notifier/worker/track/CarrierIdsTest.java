package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.IdForm;
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

class CarrierIdsTest {
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
    assertThat(CarrierIds.canonical(raw)).isEqualTo(canonical);
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
    assertThat(CarrierIds.inForm(decimal, IdForm.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(CarrierIds.inForm(hex, IdForm.HEX_TO_DECIMAL)).isEqualTo(decimal);
    assertThat(CarrierIds.key(decimal, null, IdForm.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(CarrierIds.key(hex, null, IdForm.HEX_TO_DECIMAL)).isEqualTo(decimal);
    assertThat(CarrierIds.key(hex, null, IdForm.AS_IS)).isEqualTo(hex);
    assertThat(CarrierIds.others(decimal)).contains(hex);
    assertThat(CarrierIds.others(hex)).contains(decimal);
  }

  @Test
  void whatIsNoNumberStaysAsItIs() {
    assertThat(CarrierIds.inForm("A-1", IdForm.HEX_TO_DECIMAL)).isNull();
    assertThat(CarrierIds.inForm("1A", IdForm.DECIMAL_TO_HEX)).isNull();
    assertThat(CarrierIds.key("1A", null, IdForm.DECIMAL_TO_HEX)).isEqualTo("1A");
    assertThat(CarrierIds.others("A-1")).isEmpty();
    assertThat(CarrierIds.inForm("F".repeat(64), IdForm.HEX_TO_DECIMAL)).isNull();
  }

  @Test
  void aReceiptWithBothFormsTellsWhichIsTheAnswers() {
    // The hexadecimal one has digits alone and would be converted once more.
    String hex = "38601234";
    String decimal = new BigInteger(hex, 16).toString();
    assertThat(CarrierIds.key(hex, decimal, IdForm.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(CarrierIds.key(decimal, hex, IdForm.DECIMAL_TO_HEX)).isEqualTo(hex);
    assertThat(CarrierIds.key(decimal, hex, IdForm.HEX_TO_DECIMAL)).isEqualTo(decimal);
  }

  @Property
  void thereAndBackIsTheSame(
      @ForAll @BigRange(min = "0", max = "999999999999999999999999999999") BigInteger number) {
    String hex =
        Objects.requireNonNull(CarrierIds.inForm(number.toString(), IdForm.DECIMAL_TO_HEX));
    assertThat(hex).isEqualTo(number.toString(16).toUpperCase(Locale.ROOT));
    assertThat(CarrierIds.canonical("00" + hex.toLowerCase(Locale.ROOT))).isEqualTo(hex);
    assertThat(CarrierIds.inForm(hex, IdForm.HEX_TO_DECIMAL)).isEqualTo(number.toString());
  }
}
