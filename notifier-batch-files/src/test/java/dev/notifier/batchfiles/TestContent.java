package dev.notifier.batchfiles;

import dev.notifier.batchfiles.rows.FileContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a test has made. */
public final class TestContent implements FileContent {
  private final byte[] bytes;
  private @Nullable Path file;

  private TestContent(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static TestContent of(byte[] bytes) {
    return new TestContent(bytes);
  }

  public static TestContent of(String text) {
    return new TestContent(text.getBytes(StandardCharsets.UTF_8));
  }

  public static TestContent of(String text, Charset charset) {
    return new TestContent(text.getBytes(charset));
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public Path path() throws IOException {
    Path known = file;
    if (known == null) {
      known = Files.createTempFile("upload", ".bin");
      known.toFile().deleteOnExit();
      Files.write(known, bytes);
      file = known;
    }
    return known;
  }
}
