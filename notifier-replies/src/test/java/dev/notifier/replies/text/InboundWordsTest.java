package dev.notifier.replies.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Da nhan,cam on! | DA NHAN CAM ON",
        "hs 04486.g/2019/08708. | HS 04486.G/2019/08708",
        "het han.co phai | HET HAN CO PHAI",
        "01/2016-12/2017 | 01/2016-12/2017",
        "BH_QT <x> | BH QT X",
        "👍 ok 👍🏽 | OK",
        "ok❤️ | OK",
        "សួស្តី ok | សួស្តី OK",
        "s\u200Bto\u00ADp | STOP",
      })
  void splitsATextIntoWords(String text, String plain) {
    assertThat(InboundWords.of(text).plain()).isEqualTo(plain);
  }

  @Test
  void readsALimitedNumberOfWords() {
    assertThat(InboundWords.of("a ".repeat(1_000)).size()).isEqualTo(InboundWords.MAX_WORDS);
  }

  @ParameterizedTest
  @CsvSource({
    "từ chối, tu choi, true",
    "từ chối, Từ Chối, true",
    "từ chối, TỪ CHOI, true",
    "từ chối, Tú Chơi, false",
    "hủy, huỷ, true",
    "hủy, Huy, true",
    "hủy, húy, false",
    "dừng, Dũng, false",
    "tc, tç, false",
  })
  void aPhraseMayLackItsDiacriticsButHasNoOthers(String phrase, String text, boolean matches) {
    assertThat(Phrase.of(phrase).isAt(InboundWords.of(text), 0)).isEqualTo(matches);
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    assertThat(Phrase.of(phrase).isAt(InboundWords.of(decomposed), 0)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "bhxh, BHXH, true",
    "bhxh, BXH, true",
    "bhxh, BHHXH, true",
    "bhxh, BXHH, true",
    "bhxh, BHYH, true",
    "bhxh, BXHY, false",
    "bhxh, BH, false",
    "the, th, false",
    "bhxh, BHX1, false",
  })
  void aLongWordMayHaveOneTypingError(String phrase, String text, boolean matches) {
    assertThat(Phrase.of(phrase).isNearlyAt(InboundWords.of(text), 0)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BH TC | TC | true",
        "BHTC | TC | true",
        "BHQT0110129425 | QT 0110129425 | true",
        "BH-QT-0110129425 | QT 0110129425 | true",
        "QT0110129425 | QT 0110129425 | false",
        "BHXH la gi | BHXH LA GI | false",
        "SOAN TC GUI DEN TONG DAI 8079 | TC | false",
        "TC 8079 | TC | false",
        "TC gui 9000 | TC GUI 9000 | false",
        "BH dấu cách QT dấu cách 1 | QT 1 | true",
        "soan tin nhan TC | TC | false",
      })
  void aCommandIsWhatInstructionsSurround(String text, String words, boolean hasPrefix) {
    Command command = Command.of(InboundWords.of(text), "BH", Set.of("8079"), Set.of("TC", "QT"));

    assertThat(command.words().plain()).isEqualTo(words);
    assertThat(command.hasPrefix()).isEqualTo(hasPrefix);
  }
}
