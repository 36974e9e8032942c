package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileContent;
import java.io.IOException;
import java.util.Set;

final class XlsxLook {
  private XlsxLook() {}

  static LookResult look(FileContent content, FileSettings settings, Set<String> known)
      throws IOException {
    return FileLooks.refused(UnreadableKind.DAMAGED_XLSX);
  }
}
