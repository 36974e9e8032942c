package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.directory.LineReader.Line;
import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.directory.Recipient;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.store.directory.RecipientStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load: stores a page of lines after the other, each in its own transaction, so that its memory
 * does not depend on the number of lines. What is stored stays if a later page fails, and all lines
 * can be sent again. For one request; not thread-safe.
 */
final class RecipientLoad {
  /** Ten numbers with all that people write around them need less. */
  private static final int MAX_LINE_BYTES = 4 << 10;

  private static final Target DIRECTORY = new Target("directory", "recipients");

  private static final String TOO_LONG =
      "The line has more than " + (MAX_LINE_BYTES >> 10) + " KiB. Send a person on each line.";

  private final RecipientStore store;
  private final AuditTrail audit;
  private final String tenant;
  private final LoadDocument.Counts counts = new LoadDocument.Counts();
  private boolean inAudit;

  RecipientLoad(RecipientStore store, AuditTrail audit, String tenant) {
    this.store = store;
    this.audit = audit;
    this.tenant = tenant;
  }

  /**
   * Stores all lines.
   *
   * @throws ProblemException if there are none, the sender is too slow, or PostgreSQL is not
   *     available
   */
  LoadDocument run(InputStream body) throws IOException {
    LineReader lines = new LineReader(body, MAX_LINE_BYTES);
    List<Recipient> page = new ArrayList<>(RecipientStore.MAX_PAGE);
    @Nullable Line line = lines.next();
    if (line == null) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    while (line != null) {
      counts.line();
      Recipient recipient = read(line);
      if (recipient != null) {
        page.add(recipient);
      }
      line = lines.next();
      if (page.size() == RecipientStore.MAX_PAGE || line == null) {
        store(page, line == null);
        page.clear();
      }
    }
    return counts.document();
  }

  private @Nullable Recipient read(Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      counts.refused(line.number(), "", ErrorCode.INVALID_RECIPIENT.id(), TOO_LONG);
      return null;
    }
    try {
      return RecipientForm.read(JsonYamlReader.json(bytes));
    } catch (ProblemException e) {
      Problem problem = e.problem();
      Entry first =
          problem.errors().isEmpty()
              ? new Entry("", problem.code(), problem.detail())
              : problem.errors().getFirst();
      counts.refused(line.number(), first.pointer(), first.code(), first.detail());
      return null;
    }
  }

  private void store(List<Recipient> page, boolean isLast) {
    StoreAccess.call(() -> isLast ? last(page) : next(page));
  }

  /** The audit shows a load from its first change on, so also one that does not end. */
  private Stored next(List<Recipient> page) {
    Stored stored =
        inAudit
            ? stored(page)
            : audit.change(
                () -> stored(page),
                each ->
                    each.isChange()
                        ? new Change(DIRECTORY, null, null, Map.of("part", "first"))
                        : null);
    inAudit |= stored.isChange();
    return stored;
  }

  private Stored stored(List<Recipient> page) {
    Stored stored = store.store(tenant, page);
    counts.stored(stored);
    return stored;
  }

  /** With the counts of all pages. */
  private Stored last(List<Recipient> page) {
    return audit.change(
        () -> stored(page),
        stored ->
            inAudit || stored.isChange()
                ? new Change(DIRECTORY, null, null, counts.detail())
                : null);
  }
}
