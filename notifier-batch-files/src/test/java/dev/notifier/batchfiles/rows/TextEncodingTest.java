package dev.notifier.batchfiles.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class TextEncodingTest {
  @Test
  void windows1258IsTheOneOfTheJdk() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    assertThat(new String(all, TextEncoding.WINDOWS_1258.charset()))
        .isEqualTo(new String(all, Charset.forName("windows-1258")));
  }
}
