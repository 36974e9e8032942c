package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import dev.notifier.batchfiles.xlsx.XmlPart.Attributes;

/** Refuses a text that is put together from many small pieces. */
final class TextLimit implements XmlPart.Handler {
  private final String element;
  private long characters;

  TextLimit(String element) {
    this.element = element;
  }

  @Override
  public void start(String name, Attributes attributes) {
    if (name.equals(element)) {
      characters = 0;
    }
  }

  @Override
  public void text(int length) throws UnreadableException {
    characters += length;
    if (characters > FileLimits.MAX_MARKUP_BYTES) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
  }
}
