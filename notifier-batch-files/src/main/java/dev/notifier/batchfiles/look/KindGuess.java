package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say about its form, whatever its name or content type is. */
final class KindGuess {
  private static final int TEXT_BYTES = 512;
  private static final int OLE_SEARCH_BYTES = 65_536;

  /** The first bytes of a form. */
  private record Magic(String hex, UnreadableKind kind) {
    boolean matches(byte[] head) {
      if (head.length < hex.length() / 2) {
        return false;
      }
      for (int i = 0; i < hex.length() / 2; i++) {
        int value = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        if ((head[i] & 0xFF) != value) {
          return false;
        }
      }
      return true;
    }
  }

  private static final Magic[] MAGIC = {
    new Magic("89504E47", UnreadableKind.PICTURE),
    new Magic("FFD8FF", UnreadableKind.PICTURE),
    new Magic("47494638", UnreadableKind.PICTURE),
    new Magic("424D", UnreadableKind.PICTURE),
    new Magic("49492A00", UnreadableKind.PICTURE),
    new Magic("4D4D002A", UnreadableKind.PICTURE),
    new Magic("52494646", UnreadableKind.PICTURE),
    new Magic("25504446", UnreadableKind.PDF),
    new Magic("526172211A07", UnreadableKind.OTHER_ARCHIVE),
    new Magic("377ABCAF271C", UnreadableKind.OTHER_ARCHIVE),
    new Magic("425A68", UnreadableKind.OTHER_ARCHIVE),
    new Magic("FD377A585A00", UnreadableKind.OTHER_ARCHIVE),
  };
  private static final Magic OLE = new Magic("D0CF11E0A1B11AE1", UnreadableKind.OLD_EXCEL);

  private KindGuess() {}

  static boolean isZip(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && (head[2] == 3 || head[2] == 5 || head[2] == 7);
  }

  /** Why the bytes are neither a text nor a ZIP file; null if they may be one. */
  static @Nullable UnreadableKind refusal(byte[] head) {
    if (OLE.matches(head)) {
      return isEncrypted(head) ? UnreadableKind.PASSWORD : UnreadableKind.OLD_EXCEL;
    }
    for (Magic magic : MAGIC) {
      // Two letters may also be the start of a text.
      if (magic.matches(head) && (magic.hex().length() > 4 || hasNul(head))) {
        return magic.kind();
      }
    }
    return markup(head);
  }

  /** The directory of an encrypted workbook names its streams in UTF-16. */
  private static boolean isEncrypted(byte[] head) {
    String text =
        new String(head, 0, Math.min(head.length, OLE_SEARCH_BYTES), StandardCharsets.ISO_8859_1);
    return text.contains("E\0n\0c\0r\0y\0p\0t\0");
  }

  private static boolean hasNul(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable UnreadableKind markup(byte[] head) {
    String start =
        new String(head, 0, Math.min(head.length, TEXT_BYTES), StandardCharsets.ISO_8859_1)
            .replace("\0", "")
            .replaceFirst("^(?:ï»¿|ÿþ|þÿ)?\\s*", "")
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<table")
        || start.startsWith("<meta")
        || start.startsWith("<head")
        || (start.startsWith("<?xml") && start.contains("<html"))) {
      return UnreadableKind.HTML;
    }
    if (start.startsWith("{\\rtf")) {
      return UnreadableKind.WORD_DOCUMENT;
    }
    return start.startsWith("<?xml") ? UnreadableKind.XML : null;
  }

  /** Which form of text it is: what the caller says, or what the first character shows. */
  static FileKind textKind(String text, @Nullable FileKind declared) {
    if (declared != null && declared != FileKind.XLSX) {
      return declared;
    }
    return text.stripLeading().startsWith("{") ? FileKind.NDJSON : FileKind.CSV;
  }
}
