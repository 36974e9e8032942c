package dev.notifier.replies.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bh the hc4010110129425 | BH THE HC4010110129425",
        "BH  THẺ   HC 4 01 | BH THE HC 4 01",
        "“BH THE HC4010110129425” gửi 8079 | BH THE HC4010110129425 GUI 8079",
        "Từ chối. | TU CHOI",
        "ð Ðường | D DUONG",
        "DK_DNC_S | DK DNC S",
        "{mã số BHXH} | MA SO BHXH",
        "hs 04486.g/2019/08708. | HS 04486.G/2019/08708",
        "`  ?  ` | ``",
      })
  void writesATextInOneForm(String text, String folded) {
    assertThat(Folding.fold(text)).isEqualTo(folded == null ? "" : folded);
  }

  @ParameterizedTest
  @CsvSource({"a", "Đừng", "សួស្តី", "👍"})
  void changesAFoldedTextNoMore(String text) {
    String once = Folding.fold(text);

    assertThat(Folding.fold(once)).isEqualTo(once);
  }
}
