package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm7AlphabetTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "@, 00",
        "£, 01",
        "$, 02",
        "¥, 03",
        "è, 04",
        "é, 05",
        "ù, 06",
        "ì, 07",
        "ò, 08",
        "Ç, 09",
        "Ø, 0B",
        "ø, 0C",
        "Å, 0E",
        "å, 0F",
        "Δ, 10",
        "_, 11",
        "Φ, 12",
        "Γ, 13",
        "Λ, 14",
        "Ω, 15",
        "Π, 16",
        "Ψ, 17",
        "Σ, 18",
        "Θ, 19",
        "Ξ, 1A",
        "Æ, 1C",
        "æ, 1D",
        "ß, 1E",
        "É, 1F",
        "¤, 24",
        "', 27",
        "¡, 40",
        "Ä, 5B",
        "Ö, 5C",
        "Ñ, 5D",
        "Ü, 5E",
        "§, 5F",
        "¿, 60",
        "ä, 7B",
        "ö, 7C",
        "ñ, 7D",
        "ü, 7E",
        "à, 7F",
        "A, 41",
        "z, 7A",
        "0, 30",
        "?, 3F",
        "\" \", 20",
        "\"\n\", 0A",
        "\"\r\", 0D",
        "\"\f\", 1B0A",
        "^, 1B14",
        "{, 1B28",
        "}, 1B29",
        "\\, 1B2F",
        "[, 1B3C",
        "~, 1B3D",
        "], 1B3E",
        "|, 1B40",
        "€, 1B65",
        "Ha Noi, 4861204E6F69",
      })
  void encodesAsInTheStandard(String text, String hex) {
    assertThat(HexFormat.of().withUpperCase().formatHex(Gsm7Alphabet.encode(text))).isEqualTo(hex);
    assertThat(Gsm7Alphabet.decode(HexFormat.of().parseHex(hex))).isEqualTo(text);
    assertThat(Gsm7Alphabet.septets(text)).isEqualTo(hex.length() / 2);
  }

  @Test
  void has127CharactersAndTenExtensions() {
    String all =
        IntStream.rangeClosed(0, 0xFFFF)
            .mapToObj(c -> String.valueOf((char) c))
            .filter(c -> Encoding.of(c) == Encoding.GSM7)
            .collect(Collectors.joining());

    assertThat(all).hasSize(137);
    assertThat(Gsm7Alphabet.septets(all)).isEqualTo(147);
    assertThat(Gsm7Alphabet.decode(Gsm7Alphabet.encode(all))).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "4180, A\uFFFD",
        "1B80, \uFFFD",
        "1B41, A",
        "411B, \"A \"",
        "1B1B41, \" A\"",
        "\"\", \"\""
      })
  void decodesInvalidBytesAsAReceiverMust(String hex, String text) {
    assertThat(Gsm7Alphabet.decode(HexFormat.of().parseHex(hex))).isEqualTo(text);
  }

  @Test
  void reportsTheIndexButNotTheCharacter() {
    assertThatThrownBy(() -> Gsm7Alphabet.encode("Bà Thị"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("character 5")
        .hasMessageNotContaining("ị");
    assertThatThrownBy(() -> Gsm7Alphabet.septets("\u001B"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
