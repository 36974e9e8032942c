package dev.notifier.replies.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTextTest {
  @ParameterizedTest
  @CsvSource({
    "012016 122017, 2016-01, 2017-12",
    "1/2016 12/2017, 2016-01, 2017-12",
    "01-2016 - 12-2017, 2016-01, 2017-12",
    "1 2016 12 2017, 2016-01, 2017-12",
    "TU 01/2016 DEN 12/2017, 2016-01, 2017-12",
    "TU THANG 6 2019 DEN THANG 6 2020, 2019-06, 2020-06",
    "012016122017, 2016-01, 2017-12",
    "2017 2018, 2017-01, 2018-12",
    "2017-2018, 2017-01, 2018-12",
    "NAM 2017, 2017-01, 2017-12",
    "062019, 2019-06, 2019-06",
    "2017 062018, 2017-01, 2018-06",
  })
  void readsMonthsAndYears(String text, String from, String to) {
    assertThat(PeriodText.read(text)).contains(Map.of("from", from, "to", to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "132016",
        "002016",
        "2018 2017",
        "20",
        "1816",
        "2017 2018 2019",
        "HAI NAM",
        "2017A"
      })
  void rejectsOtherTexts(String text) {
    assertThat(PeriodText.read(text)).isEmpty();
  }
}
