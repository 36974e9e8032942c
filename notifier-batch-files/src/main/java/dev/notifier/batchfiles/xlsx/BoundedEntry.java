package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The bytes of an entry, counted while they are inflated, because the directory of a ZIP file can
 * lie. Text and tags are bounded too, so that no XML parser has to hold much of them.
 */
final class BoundedEntry extends FilterInputStream {
  private final long packed;
  private final long limit;
  private final UnreadableKind above;
  private long count;
  private int sinceBracket;

  BoundedEntry(InputStream in, long packed, long limit, UnreadableKind above) {
    super(in);
    this.packed = Math.max(1, packed);
    this.limit = limit;
    this.above = above;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = inflate(buffer, offset, length);
    if (read <= 0) {
      return read;
    }
    count += read;
    if (count > limit) {
      throw new UnreadableException(above);
    }
    if (count > FileLimits.RATIO_FREE_BYTES && count / packed > FileLimits.MAX_RATIO) {
      throw new UnreadableException(UnreadableKind.EXPANDS_TOO_MUCH);
    }
    for (int i = offset; i < offset + read; i++) {
      byte b = buffer[i];
      sinceBracket = b == '<' || b == '>' ? 0 : sinceBracket + 1;
      if (sinceBracket > FileLimits.MAX_MARKUP_BYTES) {
        throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
      }
    }
    return read;
  }

  private int inflate(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (ZipException | EOFException e) {
      UnreadableException damaged = new UnreadableException(UnreadableKind.DAMAGED_XLSX);
      damaged.initCause(e);
      throw damaged;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    return read(new byte[(int) Math.min(n, 8_192)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
