package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.store.batches.UploadStore;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a batch, read part by part. Only a spreadsheet, which is not read from its beginning
 * to its end, is copied to a temporary file. Used by one thread at a time.
 */
final class UploadedFile implements FileContent, Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final UploadStore uploads;
  private final UUID batch;
  private @Nullable Path copy;

  UploadedFile(UploadStore uploads, UUID batch) {
    this.uploads = uploads;
    this.batch = batch;
  }

  @Override
  public InputStream open() {
    return new BufferedInputStream(new Parts(), BUFFER_BYTES);
  }

  @Override
  public Path path() throws IOException {
    Path made = copy;
    if (made == null) {
      made = Files.createTempFile("notifier-batch-", ".xlsx");
      copy = made;
      // If the worker ends before.
      made.toFile().deleteOnExit();
      try (InputStream in = open()) {
        Files.copy(in, made, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return made;
  }

  /** Deletes the copy; a reader that has opened it still reads it. */
  @Override
  public void close() throws IOException {
    Path made = copy;
    copy = null;
    if (made != null) {
      Files.deleteIfExists(made);
    }
  }

  /** The parts one after the other, with one in memory. */
  private final class Parts extends InputStream {
    private byte[] part = new byte[0];
    private int position;
    private int number;

    @Override
    public int read() {
      return fill() ? part[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int read = Math.min(length, part.length - position);
      System.arraycopy(part, position, target, offset, read);
      position += read;
      return read;
    }

    private boolean fill() {
      if (position == part.length) {
        byte @Nullable [] next = uploads.part(batch, number).orElse(null);
        if (next == null) {
          return false;
        }
        part = next;
        position = 0;
        number++;
      }
      return position < part.length;
    }
  }
}
