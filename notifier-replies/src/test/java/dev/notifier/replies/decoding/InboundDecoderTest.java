package dev.notifier.replies.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.notifier.templates.sms.Gsm7Alphabet;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundDecoderTest {
  private static final String VIETNAMESE = "BH THẺ HC4010110129425, thẻ của tôi còn hạn không?";

  @ParameterizedTest
  @CsvSource({
    // data_coding, default alphabet, encoding of the bytes, guessed
    "0, GSM7, GSM7, false",
    "241, LATIN_1, GSM7, false",
    "0, LATIN_1, LATIN_1, false",
    "0, UTF_8, UTF_8, false",
    "0, UCS2, UCS2, false",
    "3, GSM7, LATIN_1, false",
    "8, GSM7, UCS2, false",
    "24, GSM7, UCS2, false",
    "0, GSM7, UCS2, true",
    "0, LATIN_1, UCS2, true",
    "0, UTF_8, UCS2, true",
    "0, GSM7, UTF_8, true",
    "3, GSM7, UTF_8, true",
    "0, GSM7, UCS2_LOW_BYTE_FIRST, true",
    "8, GSM7, UCS2_LOW_BYTE_FIRST, true",
    "8, GSM7, UTF_8, true",
    "8, UTF_8, UTF_8, true",
  })
  void readsVietnamese(int dataCoding, DefaultAlphabet alphabet, String encoding, boolean guessed) {
    String text =
        switch (encoding) {
          case "GSM7", "LATIN_1" -> "The bao hiem y te: còn hạn?".replace("ạ", "a");
          default -> VIETNAMESE;
        };

    DecodedText decoded = new InboundDecoder(alphabet).decode(dataCoding, bytes(text, encoding));

    assertThat(decoded).isEqualTo(new DecodedText(text, guessed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BH QT 0110129425", "TC", "👍", "សួស្តី", "đã nhận", "Ê-đê: ê̆ ƀ", "您好，保险"})
  void readsUcs2ThatWasAnnouncedAsTheDefaultAlphabet(String text) {
    DecodedText decoded =
        new InboundDecoder(DefaultAlphabet.GSM7)
            .decode(0, text.getBytes(StandardCharsets.UTF_16BE));

    assertThat(decoded.text()).isEqualTo(text);
    assertThat(decoded.guessed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TC", "Da nhan, cam on", "a@b @c", "Kuv xav paub txog daim npav", "{BH}_QT [€]"})
  void believesTheDefaultAlphabetIfTheTextMakesSense(String text) {
    assertThat(new InboundDecoder(DefaultAlphabet.GSM7).decode(0, Gsm7Alphabet.encode(text)))
        .isEqualTo(new DecodedText(text, false));
  }

  @Test
  void readsAsciiThatWasAnnouncedAsUcs2() {
    assertThat(
            new InboundDecoder(DefaultAlphabet.GSM7)
                .decode(8, "BH QT 0110129425".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(new DecodedText("BH QT 0110129425", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"中国", "您好", "社保卡有效吗"})
  void keepsChinese(String text) {
    assertThat(
            new InboundDecoder(DefaultAlphabet.GSM7)
                .decode(8, text.getBytes(StandardCharsets.UTF_16BE)))
        .isEqualTo(new DecodedText(text, false));
  }

  @Test
  void removesControlCharactersAndByteOrderMarks() {
    assertThat(
            new InboundDecoder(DefaultAlphabet.GSM7)
                .decode(8, "\uFEFFa\u0000\nb".getBytes(StandardCharsets.UTF_16BE))
                .text())
        .isEqualTo("a\nb");
  }

  @Property(tries = 300)
  void neverThrowsAndNeverReturnsWhatPostgreSqlRejects(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll byte dataCoding,
      @ForAll DefaultAlphabet alphabet) {
    InboundDecoder decoder = new InboundDecoder(alphabet);
    assertThatCode(() -> decoder.decode(dataCoding & 0xFF, bytes)).doesNotThrowAnyException();
    assertThat(decoder.decode(dataCoding & 0xFF, bytes).text().codePoints())
        .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static byte[] bytes(String text, String encoding) {
    return switch (encoding) {
      case "GSM7" -> Gsm7Alphabet.encode(text);
      case "LATIN_1" -> text.getBytes(StandardCharsets.ISO_8859_1);
      case "UTF_8" -> text.getBytes(StandardCharsets.UTF_8);
      case "UCS2" -> text.getBytes(StandardCharsets.UTF_16BE);
      default -> text.getBytes(StandardCharsets.UTF_16LE);
    };
  }
}
