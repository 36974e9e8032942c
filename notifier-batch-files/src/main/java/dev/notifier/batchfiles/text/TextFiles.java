package dev.notifier.batchfiles.text;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens text files: decompressed, decoded, without a byte order mark. */
public final class TextFiles {
  private static final int BUFFER_BYTES = 65_536;
  private static final int BOM = 0xFEFF;

  private TextFiles() {}

  /** Whether the bytes begin as gzip does. */
  public static boolean isGzip(byte[] head) {
    return head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
  }

  /** Opens the bytes, decompressed if necessary. */
  public static InputStream bytes(FileContent content, boolean gzip) throws IOException {
    InputStream raw = content.open();
    if (!gzip) {
      return raw;
    }
    try {
      return new Unpacked(new GZIPInputStream(raw, BUFFER_BYTES));
    } catch (ZipException | EOFException e) {
      raw.close();
      UnreadableException refused = new UnreadableException(UnreadableKind.DAMAGED_GZIP);
      refused.initCause(e);
      throw refused;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Opens the characters. Bytes that the encoding does not have become U+FFFD. */
  static Reader characters(FileContent content, FileLayout layout) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(
                bytes(content, layout.gzip()),
                layout
                    .encoding()
                    .charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
            BUFFER_BYTES);
    try {
      reader.mark(1);
      if (reader.read() != BOM) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Counts what comes out of a compressed stream and names its damage. */
  private static final class Unpacked extends FilterInputStream {
    private long count;

    Unpacked(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(buffer, offset, length);
      } catch (ZipException | EOFException e) {
        UnreadableException refused = new UnreadableException(UnreadableKind.DAMAGED_GZIP);
        refused.initCause(e);
        throw refused;
      }
      count += Math.max(read, 0);
      if (count > FileLimits.MAX_UNPACKED_BYTES) {
        throw new UnreadableException(UnreadableKind.EXPANDS_TOO_MUCH);
      }
      return read;
    }
  }
}
