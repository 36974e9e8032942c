package dev.notifier.smsc.record;

import dev.notifier.smsc.pdu.PduBuffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * The record on disk: one file of entries, each with its length and checksum, only ever appended
 * to. {@link #flush} hands the octets to the operating system, which is enough to survive the death
 * of the process, not a power cut. Reading stops at the first entry that is not whole, and what
 * follows is cut off. Without a directory it keeps nothing. Not thread-safe.
 */
public final class RecordLog implements AutoCloseable {
  private static final String FILE = "record.log";
  private static final int FLUSH_OCTETS = 256 * 1024;
  private static final int MAX_ENTRY_OCTETS = 1024 * 1024;

  private final @Nullable FileChannel channel;
  private final @Nullable FileChannel lockFile;
  private final PduBuffer waiting = new PduBuffer();
  private final CRC32C checksum = new CRC32C();
  private long octets;

  private RecordLog(@Nullable FileChannel channel, @Nullable FileChannel lockFile, long octets) {
    this.channel = channel;
    this.lockFile = lockFile;
    this.octets = octets;
  }

  /** A journal that keeps nothing. */
  public static RecordLog none() {
    return new RecordLog(null, null, 0);
  }

  /**
   * Opens the journal of {@code directory} (created when missing), and gives every whole entry in
   * it to {@code each}.
   *
   * @throws IOException when the directory cannot be used, also when another simulator uses it
   */
  public static RecordLog open(Path directory, Consumer<RecordEntry> each) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock = lock(directory);
    Path file = directory.resolve(FILE);
    long sound = Files.exists(file) ? replay(file, each) : 0;
    return new RecordLog(openAt(file, sound), lock, sound);
  }

  /**
   * Writes {@code entries} to a new file and puts it in the place of the present one at once; the
   * journal returned replaces this one.
   */
  public RecordLog replaceWith(Path directory, Consumer<Consumer<RecordEntry>> entries)
      throws IOException {
    Path fresh = directory.resolve(FILE + ".new");
    Files.deleteIfExists(fresh);
    RecordLog next = new RecordLog(openAt(fresh, 0), lockFile, 0);
    try {
      entries.accept(next::append);
      next.flush();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    if (channel != null) {
      channel.close();
    }
    return next;
  }

  /** Adds an entry; it is safe only after {@link #flush}. */
  public void append(RecordEntry entry) {
    if (channel == null) {
      return;
    }
    int mark = waiting.size();
    waiting.int8(0);
    int body = waiting.size();
    RecordEntryCodec.write(entry, waiting);
    checksum.reset();
    checksum.update(waiting.viewFrom(body));
    ByteBuffer head = waiting.viewFrom(mark);
    head.putInt(waiting.size() - body);
    head.putInt((int) checksum.getValue());
    if (waiting.size() > FLUSH_OCTETS) {
      flush();
    }
  }

  /** Hands all that was appended to the operating system. */
  public void flush() {
    if (channel == null || waiting.size() == 0) {
      return;
    }
    try {
      octets += waiting.size();
      waiting.writeTo(channel);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Octets in the file. */
  public long octets() {
    return octets;
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
          "another simulator uses this data directory: stop it or choose another");
    }
    return file;
  }

  private static long replay(Path file, Consumer<RecordEntry> each) throws IOException {
    long sound = 0;
    CRC32C checksum = new CRC32C();
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 18))) {
      byte[] head = new byte[8];
      while (in.readNBytes(head, 0, 8) == 8) {
        ByteBuffer fields = ByteBuffer.wrap(head);
        int length = fields.getInt();
        if (length <= 0 || length > MAX_ENTRY_OCTETS) {
          break;
        }
        byte[] body = in.readNBytes(length);
        checksum.reset();
        checksum.update(body);
        if (body.length < length || (int) checksum.getValue() != fields.getInt()) {
          break;
        }
        each.accept(RecordEntryCodec.read(ByteBuffer.wrap(body)));
        sound += 8 + length;
      }
    }
    return sound;
  }
}
