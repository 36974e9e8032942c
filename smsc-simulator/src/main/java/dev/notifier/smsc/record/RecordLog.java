package dev.notifier.smsc.record;

import dev.notifier.smsc.pdu.PduBuffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The on-disk part of the record: an append-only file of entries, each with its length and
 * checksum. {@link #flush} passes the bytes to the operating system; they survive the end of the
 * process but not a power failure. Reading stops at the first incomplete entry and truncates the
 * file there. Without a directory the log keeps nothing. Not thread-safe.
 */
final class RecordLog implements AutoCloseable {
  private static final String FILE = "record.log";
  private static final int FLUSH_BYTES = 256 * 1024;
  private static final int MAX_ENTRY_BYTES = 1024 * 1024;

  private final @Nullable FileChannel channel;
  private final @Nullable FileChannel lockFile;
  private final PduBuffer buffer = new PduBuffer();
  private final CRC32C checksum = new CRC32C();
  private long size;

  private RecordLog(@Nullable FileChannel channel, @Nullable FileChannel lockFile, long size) {
    this.channel = channel;
    this.lockFile = lockFile;
    this.size = size;
  }

  /** Returns a log that keeps nothing. */
  static RecordLog none() {
    return new RecordLog(null, null, 0);
  }

  /**
   * Opens the log of {@code directory}, which is created when missing, and passes every complete
   * entry to {@code consumer}.
   *
   * @throws IOException when the directory cannot be used, or another simulator uses it
   */
  static RecordLog open(Path directory, Consumer<RecordEntry> consumer) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock = lock(directory);
    Path file = directory.resolve(FILE);
    long validBytes = Files.exists(file) ? replay(file, consumer) : 0;
    return new RecordLog(openAt(file, validBytes), lock, validBytes);
  }

  /**
   * Writes {@code entries} to a new file and replaces the present one atomically. The returned log
   * replaces this one.
   */
  RecordLog replaceWith(Path directory, Consumer<Consumer<RecordEntry>> entries)
      throws IOException {
    Path replacement = directory.resolve(FILE + ".new");
    Files.deleteIfExists(replacement);
    RecordLog next = new RecordLog(openAt(replacement, 0), lockFile, 0);
    try {
      entries.accept(next::append);
      next.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(replacement, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    if (channel != null) {
      channel.close();
    }
    return next;
  }

  /** Appends an entry. It is safe only after {@link #flush}. */
  void append(RecordEntry entry) {
    if (channel == null) {
      return;
    }
    int mark = buffer.size();
    buffer.int8(0);
    int body = buffer.size();
    RecordEntryCodec.write(entry, buffer);
    checksum.reset();
    checksum.update(buffer.viewFrom(body));
    ByteBuffer header = buffer.viewFrom(mark);
    header.putInt(buffer.size() - body);
    header.putInt((int) checksum.getValue());
    if (buffer.size() > FLUSH_BYTES) {
      flush();
    }
  }

  /** Passes everything appended so far to the operating system. */
  void flush() {
    if (channel == null || buffer.size() == 0) {
      return;
    }
    try {
      size += buffer.size();
      buffer.writeTo(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the size of the file in bytes. */
  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      if (channel != null) {
        channel.close();
      }
      if (lockFile != null) {
        lockFile.close();
      }
    }
  }

  private static FileChannel openAt(Path file, long end) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(end);
    channel.position(end);
    return channel;
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new IOException(
          "another simulator uses this data directory; stop it, or choose another directory with --data");
    }
    return file;
  }

  private static long replay(Path file, Consumer<RecordEntry> consumer) throws IOException {
    long validBytes = 0;
    CRC32C checksum = new CRC32C();
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 18))) {
      byte[] header = new byte[8];
      while (in.readNBytes(header, 0, 8) == 8) {
        ByteBuffer fields = ByteBuffer.wrap(header);
        int length = fields.getInt();
        if (length <= 0 || length > MAX_ENTRY_BYTES) {
          break;
        }
        byte[] body = in.readNBytes(length);
        checksum.reset();
        checksum.update(body);
        if (body.length < length || (int) checksum.getValue() != fields.getInt()) {
          break;
        }
        consumer.accept(RecordEntryCodec.read(ByteBuffer.wrap(body)));
        validBytes += 8 + length;
      }
    }
    return validBytes;
  }
}
