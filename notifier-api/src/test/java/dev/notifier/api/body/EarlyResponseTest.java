package dev.notifier.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class EarlyResponseTest {
  private final MockHttpServletResponse sent = new MockHttpServletResponse();
  private final EarlyResponse early = new EarlyResponse(sent);

  @Test
  void aSmallResponseIsSentAtTheEndWithItsLength() throws IOException {
    early.getOutputStream().write("file".getBytes(StandardCharsets.UTF_8));
    assertThat(sent.getContentAsByteArray()).isEmpty();

    early.copyBodyToResponse();

    assertThat(sent.getContentAsString()).isEqualTo("file");
    assertThat(sent.getContentLength()).isEqualTo(4);
  }

  @Test
  void aLargeResponseIsSentAsItIsWritten() throws IOException {
    byte[] piece = new byte[64 << 10];
    for (int written = 0; written < 10 * EarlyResponse.MAX_BYTES; written += piece.length) {
      early.getOutputStream().write(piece);
      assertThat(early.getContentSize()).isLessThanOrEqualTo(EarlyResponse.MAX_BYTES);
    }

    early.copyBodyToResponse();

    assertThat(sent.getContentAsByteArray()).hasSize(10 * EarlyResponse.MAX_BYTES);
    assertThat(sent.getContentLength()).isZero();
  }

  @Test
  void whatAWriterWritesIsSent() throws IOException {
    early.setCharacterEncoding("UTF-8");
    early.getWriter().write("thẻ");

    early.copyBodyToResponse();

    assertThat(new String(sent.getContentAsByteArray(), StandardCharsets.UTF_8)).isEqualTo("thẻ");
  }
}
