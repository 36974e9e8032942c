package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierTest {
  @ParameterizedTest
  @CsvSource({
    "+84961234567, VIETTEL",
    "+84391234567, VIETTEL",
    "+84911234567, VINAPHONE",
    "+84891234567, MOBIFONE",
    "+84561234567, VIETNAMOBILE",
    "+84591234567, GMOBILE",
    "+84871234567, ITEL",
    "+84551234567, WINTEL",
    "+84951234567,"
  })
  void thePrefixNamesTheOriginalCarrier(String number, Carrier carrier) {
    assertThat(Carrier.original(new MobileNumber(number))).isEqualTo(carrier);
  }

  @ParameterizedTest
  @CsvSource({"viettel, VIETTEL", "' MobiFone ', MOBIFONE", "vodafone,", "'',"})
  void carriersHaveNames(String name, Carrier carrier) {
    assertThat(Carrier.named(name)).isEqualTo(carrier);
  }

  @Test
  void noPrefixIsOfTwoCarriers() {
    List<String> all =
        Arrays.stream(Carrier.values()).flatMap(each -> each.prefixes().stream()).toList();
    assertThat(all).doesNotHaveDuplicates().allMatch(prefix -> prefix.matches("0[35789][0-9]"));
  }
}
