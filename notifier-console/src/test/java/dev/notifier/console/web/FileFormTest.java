package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormTest {
  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String FILE = "phone\n".repeat(5000);
  private static final String BODY =
      "--b\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\nyes\r\n"
          + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"A.csv\"\r\n\r\n"
          + FILE
          + "\r\n--b--\r\n";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T01:00:00Z"));

  @Test
  void theFileIsTheLastField() throws IOException {
    FileForm form = read(BODY, Duration.ZERO);

    assertThat(form.fields().has("force")).isTrue();
    assertThat(form.fileName()).isEqualTo("a.csv");
    assertThat(form.file()).hasContent(FILE);
  }

  @Test
  void whatIsBeforeTheFileHasALimit() {
    assertThatThrownBy(() -> read(BODY, Duration.ofSeconds(1)))
        .isInstanceOf(BadFormException.class);
  }

  @Test
  void theFileMayTakeLonger() throws IOException {
    FileForm form = read(BODY, Duration.ZERO);
    now.set(now.get().plus(FileForm.LIMIT.multipliedBy(2)));

    assertThat(form.file()).hasContent(FILE);
  }

  @Test
  void theFileIsNotReadAfterTheRequest() throws IOException {
    FileForm form = read(BODY, Duration.ZERO);
    InputStream file = form.file();
    form.close();

    assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.read(new byte[10])).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "phone",
        "--b",
        "--b\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\nye",
        "--b\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\nyes\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\0.csv\"\r\n\r\na"
      })
  void whatIsNoFormIsRefused(String body) {
    assertThatThrownBy(() -> read(body, Duration.ZERO)).isInstanceOf(BadFormException.class);
  }

  /** Each read takes some time, and gives few bytes. */
  private FileForm read(String body, Duration each) {
    InputStream slow =
        new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            now.set(now.get().plus(each));
            return super.read(target, offset, Math.min(length, 10));
          }
        };
    return FileForm.read(TYPE, slow, now::get);
  }
}
