package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyllableCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a đ ỷ",
        "ý á ổ ạ",
        "thẻ hạn đến nghiêng nguyễn giấy kiên nghỉ ghế gì gà kéo cá ngà nghề quý ngữ",
        "hòa hoà khỏe khoẻ thủy thuỷ ủy uỷ",
        "của mía cửa cừu yếu khuỷu ngoèo xoài toán tuần tuyết rượu người muối",
        "học sách một tạp tết đẹp hát cúc",
        "hoc sach mot tap bac lich",
        "nam ba minh anh oanh",
      })
  void acceptsSyllables(String words) {
    for (String word : words.split(" ", -1)) {
      assertThat(SyllableCheck.isValid(word)).as(word).isEqualTo(!word.equals("đ"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Letters, onsets and rimes that do not exist.
        "f w zo ja qu bl strong nghiêngx ab xyz eeu iô ưn\u0323g",
        // Onsets that are spelled differently before these vowels.
        "ci cế ngề ngỉ ge gế ka kô ghà nghà ngho",
        // Tones that are impossible before a stop, and stops after a marked vowel without a tone.
        "hòc sảch mõt tàp đẽp tết\u0309 hãt bâc dêp lêch hôp",
        // Two tones, and tones on the wrong vowel.
        "tóà tóan xòai xoaì cuả miá keó mùôi hừơng nguờì khúyu đừơc rựơu",
        // Separate combining marks, and foreign letters.
        "a\u0301 \u0301a ñam müller façade ærø ßa",
      })
  void rejectsOtherWords(String words) {
    for (String word : words.split(" ", -1)) {
      assertThat(SyllableCheck.isValid(word)).as(word).isFalse();
    }
    assertThat(SyllableCheck.isValid("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"duyet", "nghiem", "luong", "quyet", "dinh", "moi", "thanh", "giay", "y"})
  void acceptsStrippedSyllables(String word) {
    assertThat(SyllableCheck.isValidStripped(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nhanqua", "vietcombank", "bidv", "vneid", "login", "ceo", "zalo"})
  void rejectsOtherStrippedWords(String word) {
    assertThat(SyllableCheck.isValidStripped(word)).isFalse();
  }
}
