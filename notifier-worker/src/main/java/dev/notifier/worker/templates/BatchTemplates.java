package dev.notifier.worker.templates;

import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSnapshot;
import dev.notifier.planning.TemplateSource;
import org.jspecify.annotations.Nullable;

/**
 * The wordings for one batch: each event gets what was in force when the batch began, and only what
 * was missing then is looked for again, once. For one thread.
 */
public final class BatchTemplates implements TemplateSource {
  private final TemplateProvider book;
  private final TemplateSnapshot begun;
  private @Nullable TemplateSnapshot later;

  public BatchTemplates(TemplateProvider book) {
    this.book = book;
    this.begun = book.current();
  }

  /**
   * The wording for an event of this type.
   *
   * @param pinned the version that the caller wants; null = the one in force
   */
  @Override
  public TemplateLookup choose(String type, @Nullable Integer pinned) throws InterruptedException {
    TemplateLookup choice = begun.choose(type, pinned);
    if (choice instanceof TemplateLookup.Found) {
      return choice;
    }
    TemplateSnapshot again = later;
    if (again == null) {
      again = book.upToDate();
      later = again;
    }
    return again.choose(type, pinned);
  }
}
