package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.UnreadableKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ZIP files that are not XLSX. */
final class OtherArchives {
  private OtherArchives() {}

  /** Why these entries are no XLSX file, or null. */
  static @Nullable UnreadableKind kind(Set<String> entries) {
    if (entries.contains("mimetype") && entries.contains("content.xml")) {
      return UnreadableKind.OPEN_DOCUMENT;
    }
    if (!entries.contains("[Content_Types].xml")) {
      return UnreadableKind.OTHER_ARCHIVE;
    }
    if (entries.contains("xl/vbaProject.bin")) {
      return UnreadableKind.MACROS;
    }
    if (entries.contains("xl/workbook.bin")) {
      return UnreadableKind.BINARY_EXCEL;
    }
    boolean other =
        entries.stream().anyMatch(name -> name.startsWith("word/") || name.startsWith("ppt/"));
    return other ? UnreadableKind.WORD_DOCUMENT : null;
  }
}
