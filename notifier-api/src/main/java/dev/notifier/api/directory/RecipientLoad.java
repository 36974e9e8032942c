package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.directory.DirectoryWriter.Written;
import dev.notifier.api.directory.LineReader.Line;
import dev.notifier.api.directory.RecipientReader.Statement;
import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.directory.RecipientStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load: stores a page of lines after the other, each in its own transaction, so that its memory
 * does not depend on the number of lines. What is stored stays if a later page fails, and all lines
 * can be sent again. A line that cannot be stored is refused, and never ends the load. For one
 * request; not thread-safe.
 */
final class RecipientLoad {
  /** In the API description. */
  static final String OPERATION = "loadRecipients";

  /** Ten numbers with all that people write around them need less. */
  private static final int MAX_LINE_BYTES = 4 << 10;

  private static final Target DIRECTORY = new Target("directory", "recipients");

  private static final String TOO_LONG =
      "The line has more than " + (MAX_LINE_BYTES >> 10) + " KiB. Send a person on each line.";

  private final DirectoryWriter store;
  private final RecipientReader reader;
  private final AuditTrail audit;
  private final LoadDocument.Counts counts = new LoadDocument.Counts();
  private boolean inAudit;

  RecipientLoad(DirectoryWriter store, RecipientReader reader, AuditTrail audit) {
    this.store = store;
    this.reader = reader;
    this.audit = audit;
  }

  /** A line that was read. */
  private record Said(long line, Statement statement) {}

  /**
   * Stores all lines.
   *
   * @throws ProblemException if there are none, the sender is too slow, or PostgreSQL is not
   *     available
   */
  LoadDocument run(InputStream body) throws IOException {
    LineReader lines = new LineReader(body, MAX_LINE_BYTES);
    List<Said> page = new ArrayList<>(RecipientStore.MAX_PAGE);
    @Nullable Line line = lines.next();
    if (line == null) {
      throw new ProblemException(ErrorCode.EMPTY_BODY);
    }
    while (line != null) {
      counts.line();
      Statement statement = read(line);
      if (statement != null) {
        page.add(new Said(line.number(), statement));
      }
      line = lines.next();
      if (page.size() == RecipientStore.MAX_PAGE || line == null) {
        store(page, line == null);
        page.clear();
      }
    }
    return counts.document();
  }

  private @Nullable Statement read(Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      counts.refused(line.number(), "", ErrorCode.INVALID_RECIPIENT.id(), TOO_LONG);
      return null;
    }
    try {
      return reader.read(JsonYamlReader.json(bytes));
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

  private void store(List<Said> page, boolean isLast) {
    StoreAccess.call(() -> isLast ? last(page) : next(page));
  }

  /** The audit shows a load from its first change on, so also one that does not end. */
  private Written next(List<Said> page) {
    Written stored =
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

  private Written stored(List<Said> page) {
    Written stored =
        store.write(reader.caller(), OPERATION, page.stream().map(Said::statement).toList());
    counts.stored(stored);
    for (Said each : page) {
      if (stored.refused().contains(each.statement().recipient().personRef())) {
        counts.refused(
            each.line(), "", ErrorCode.TOO_MANY_PERSONS.id(), ErrorCode.TOO_MANY_PERSONS.detail());
      }
    }
    return stored;
  }

  /** With the counts of all pages. */
  private Written last(List<Said> page) {
    return audit.change(
        () -> stored(page),
        stored ->
            inAudit || stored.isChange()
                ? new Change(DIRECTORY, null, null, counts.detail())
                : null);
  }
}
