package dev.notifier.batchfiles.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an uploaded file, which can be read several times. */
public interface FileContent {
  /** Opens the bytes from their beginning. The reader closes the stream. */
  InputStream open() throws IOException;

  /**
   * Returns a file with the same bytes. It is called for ZIP files only, because XLSX is not read
   * from its beginning to its end.
   */
  Path path() throws IOException;

  /** The content of a file. */
  static FileContent of(Path path) {
    return new FileContent() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(path);
      }

      @Override
      public Path path() {
        return path;
      }
    };
  }
}
