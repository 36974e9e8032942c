package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import dev.notifier.batchfiles.text.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the head of a file. */
public final class FileLooks {
  private FileLooks() {}

  /**
   * Finds out what a file is.
   *
   * @param contentType what the caller says, or null; the bytes decide
   * @param settings what the caller has set
   * @param known the {@linkplain HeaderNames#fold folded} names of the fields, by which the header
   *     row is found; may be empty
   * @throws IOException if the bytes cannot be read; never for what is in them
   */
  public static LookResult look(
      FileContent content, @Nullable String contentType, FileSettings settings, Set<String> known)
      throws IOException {
    try {
      return lookAt(content, FileKind.ofContentType(contentType), settings, known);
    } catch (UnreadableException e) {
      return refused(e.kind());
    }
  }

  private static LookResult lookAt(
      FileContent content, @Nullable FileKind declared, FileSettings settings, Set<String> known)
      throws IOException {
    byte[] head = head(content, false);
    boolean gzip = TextFiles.isGzip(head);
    if (gzip) {
      head = head(content, true);
    }
    if (head.length == 0) {
      return refused(UnreadableKind.EMPTY_FILE);
    }
    if (KindGuess.isZip(head)) {
      return gzip
          ? refused(UnreadableKind.COMPRESSED_XLSX)
          : XlsxLook.look(content, settings, known);
    }
    UnreadableKind refusal = KindGuess.refusal(head);
    return refusal == null
        ? new TextLook(content, gzip, head, settings, known).look(declared)
        : refused(refusal);
  }

  private static byte[] head(FileContent content, boolean gzip) throws IOException {
    try (InputStream in = TextFiles.bytes(content, gzip)) {
      return in.readNBytes(FileLimits.HEAD_BYTES);
    }
  }

  static LookResult refused(UnreadableKind kind) {
    return new LookResult.Refused(new UnreadableFile(kind));
  }
}
