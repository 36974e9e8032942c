package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WireTextTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void aSingleSegmentHasNoHeader() {
    assertThat(HEX.formatHex(WireText.shortMessage(Encoding.GSM7, "Ba [1]", 77, 1, 1)))
        .isEqualTo("4261201b3c311b3e");
    assertThat(HEX.formatHex(WireText.shortMessage(Encoding.UCS2, "Bà đ", 77, 1, 1)))
        .isEqualTo("004200e000200111");
  }

  @Test
  void aPartHasTheHeaderBeforeItsBody() {
    assertThat(HEX.formatHex(WireText.shortMessage(Encoding.GSM7, "Hi", 0xAB, 2, 3)))
        .isEqualTo("050003ab03024869");
    assertThat(HEX.formatHex(WireText.shortMessage(Encoding.UCS2, "👍", 0x1FF, 10, 10)))
        .isEqualTo("050003ff0a0ad83ddc4d");
  }

  @Test
  void fullPartsFillAShortMessage() {
    assertThat(WireText.shortMessage(Encoding.GSM7, "a".repeat(153), 1, 1, 2)).hasSize(159);
    assertThat(WireText.shortMessage(Encoding.UCS2, "đ".repeat(67), 1, 1, 2)).hasSize(140);
    assertThat(WireText.shortMessage(Encoding.UCS2, "đ".repeat(70), 1, 1, 1))
        .isEqualTo("đ".repeat(70).getBytes(StandardCharsets.UTF_16BE));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> WireText.shortMessage(Encoding.GSM7, "a".repeat(154), 1, 1, 2))
        .hasMessageContaining("at most 153");
    assertThatThrownBy(() -> WireText.shortMessage(Encoding.UCS2, "a".repeat(71), 1, 1, 1))
        .hasMessageContaining("at most 70");
    assertThatThrownBy(() -> WireText.shortMessage(Encoding.GSM7, "a", 1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireText.shortMessage(Encoding.GSM7, "a", 1, 1, 256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WireText.shortMessage(Encoding.GSM7, "a", 1, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
