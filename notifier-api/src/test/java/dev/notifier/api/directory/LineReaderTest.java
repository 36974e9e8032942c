package dev.notifier.api.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.directory.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final int MAX_BYTES = 5;

  private static List<String> lines(InputStream in) throws IOException {
    LineReader reader = new LineReader(in, MAX_BYTES);
    List<String> lines = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      byte[] bytes = line.bytes();
      lines.add(
          line.number()
              + (bytes == null ? " too long" : ":" + new String(bytes, StandardCharsets.UTF_8)));
    }
    assertThat(reader.next()).isNull();
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "/ | ''",
        "a | 1:a",
        "a/ | 1:a",
        "a//b | 1:a,3:b",
        "//a | 3:a",
        "a/  /b | 1:a,3:b",
        "12345/b | 1:12345,2:b",
        "123456/b | 1 too long,2:b",
        "b/123456 | 1:b,2 too long",
        "123456 | 1 too long"
      })
  void splitsAtTheEndsOfLines(String text, String expected) throws IOException {
    assertThat(String.join(",", lines(stream(text.replace('/', '\n'))))).isEqualTo(expected);
  }

  /** Lines across the ends of the buffer, and longer than it. */
  @ParameterizedTest
  @ValueSource(ints = {65_534, 65_535, 65_536, 65_537, 200_000})
  void keepsTheMemoryOfALongLineBounded(int length) throws IOException {
    assertThat(lines(stream("x".repeat(length) + "\nab\ncd")))
        .containsExactly("1 too long", "2:ab", "3:cd");
  }

  @Test
  void readsWhatArrivesByteByByte() throws IOException {
    InputStream slow =
        new InputStream() {
          private final InputStream in = stream("ab\ncd\n");

          @Override
          public int read() throws IOException {
            return in.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, 1);
          }
        };
    assertThat(lines(slow)).containsExactly("1:ab", "2:cd");
  }
}
