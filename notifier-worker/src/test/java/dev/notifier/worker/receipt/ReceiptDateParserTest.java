package dev.notifier.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptDateParserTest {
  private static final Instant RECEIVED = Instant.parse("2026-12-01T01:00:00Z");
  private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "10 digits,                2612010801,       2026-12-01T01:02:00Z, 2026-12-01T01:01:00Z",
    "12 with seconds,          261201080105,     2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "12 with the century,      202612010801,     2026-12-01T01:02:00Z, 2026-12-01T01:01:00Z",
    "12 both plausible,        202012010801,     2020-12-01T01:02:00Z, 2020-12-01T01:01:00Z",
    "12 both plausible,        202012010801,     2020-12-02T01:02:00Z, 2020-12-01T01:01:00Z",
    "12 neither close,         201506201641,     2026-12-01T01:02:00Z,",
    "12 two-digit year wrong,  201506201641,     2015-06-20T09:41:30Z, 2015-06-20T09:41:00Z",
    "14 digits,                20261201080105,   2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "15 with tenths,           202612010801059,  2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "15 without a sign,        261201080105028,  2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "15 with a letter,         20261201T080105,  2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "16 seven hours ahead,     261201080105028+, 2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "16 two hours behind,      261201080105008-, 2026-12-01T10:02:00Z, 2026-12-01T10:01:05Z",
    "16 relative,              000000000100000R, 2026-12-01T01:02:00Z,",
    "16 with hundredths,       2026120108010599, 2026-12-01T01:02:00Z, 2026-12-01T01:01:05Z",
    "16 no such offset,        261201080105049+, 2026-12-01T01:02:00Z,",
    "zeros,                    0000000000,       2026-12-01T01:02:00Z,",
    "no such day,              2602300801,       2026-03-01T01:02:00Z,",
    "no such hour,             2612012501,       2026-12-01T01:02:00Z,",
    "a day ahead,              2612020801,       2026-12-01T01:02:00Z, 2026-12-02T01:01:00Z",
    "three days ahead,         2612040801,       2026-12-01T01:02:00Z,",
    "59 days behind,           2610030801,       2026-12-01T01:02:00Z, 2026-10-03T01:01:00Z",
    "61 days behind,           2610010801,       2026-12-01T01:02:00Z,",
    "before 2000,              19991231235959,   2000-01-01T00:00:00Z,",
    "no date,                  yesterday,        2026-12-01T01:02:00Z,",
    "nine digits,              261201080,        2026-12-01T01:02:00Z,",
  })
  void parsesByLengthAndPlausibility(
      String kind, String raw, Instant received, @Nullable Instant date) {
    assertThat(ReceiptDateParser.parse(raw, HANOI, received)).isEqualTo(date);
  }

  @Test
  void withoutAZoneADateIsUnknown() {
    assertThat(ReceiptDateParser.parse("2612010801", null, RECEIVED)).isNull();
    assertThat(ReceiptDateParser.parse(null, HANOI, RECEIVED)).isNull();
  }

  @Property(tries = 5_000)
  void neverThrows(
      @ForAll
          @StringLength(max = 20)
          @CharRange(from = '0', to = '9')
          @Chars({'+', '-', 'T', 'R', '٣'})
          String raw) {
    assertThatCode(() -> ReceiptDateParser.parse(raw, HANOI, RECEIVED)).doesNotThrowAnyException();
  }
}
