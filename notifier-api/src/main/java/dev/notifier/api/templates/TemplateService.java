package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.TemplateAction;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.store.templates.TransitionError;
import dev.notifier.store.templates.TransitionResult;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads and changes templates in PostgreSQL and has changes published. What cannot be is a {@link
 * ProblemException}. Thread-safe.
 */
final class TemplateService {
  private final TemplateQueries reads;
  private final TemplateStore store;
  private final TemplateValidator check;
  private final Runnable publish;

  /**
   * @param publish has workers hear of changes, without waiting for it
   */
  TemplateService(
      TemplateQueries reads, TemplateStore store, TemplateValidator check, Runnable publish) {
    this.reads = reads;
    this.store = store;
    this.check = check;
    this.publish = publish;
  }

  TemplateDocument.All all() {
    return asked(() -> {
      Map<String, TemplateDraft> drafts = new HashMap<>();
      reads.drafts().forEach(draft -> drafts.put(draft.template(), draft));
      List<TemplateDocument> documents = new ArrayList<>();
      for (TemplateSummary head : reads.summaries()) {
        documents.add(
            TemplateDocument.of(head, reads.versions(head.id()), drafts.remove(head.id())));
      }
      drafts.values().forEach(draft -> documents.add(TemplateDocument.of(draft)));
      documents.sort(Comparator.comparing(TemplateDocument::id));
      return new TemplateDocument.All(documents);
    });
  }

  TemplateDocument one(String id) {
    return asked(() -> {
      TemplateDraft draft = reads.draft(id).orElse(null);
      Optional<TemplateSummary> head = reads.summary(id);
      if (head.isEmpty() && draft != null) {
        return TemplateDocument.of(draft);
      }
      return TemplateDocument.of(
          head.orElseThrow(() -> TransitionProblems.of(TransitionError.TEMPLATE_NOT_FOUND)),
          reads.versions(id),
          draft);
    });
  }

  TemplateDraft draft(String id) {
    return asked(() -> reads.draft(id))
        .orElseThrow(() -> new ProblemException(ErrorCode.DRAFT_NOT_FOUND));
  }

  TemplateVersion version(String id, int version) {
    return asked(() -> reads.version(id, version))
        .orElseThrow(() ->
            TransitionProblems.of(
                asked(() -> reads.summary(id)).isEmpty()
                    ? TransitionError.TEMPLATE_NOT_FOUND
                    : TransitionError.TEMPLATE_VERSION_NOT_FOUND));
  }

  /** The one in force. */
  Optional<TemplateVersion> inForce(String id) {
    Integer published =
        asked(() -> reads.summary(id)).map(TemplateSummary::publishedVersion).orElse(null);
    return published == null ? Optional.empty() : Optional.of(version(id, published));
  }

  TemplateDocument.Audit audit(String id, long after) {
    var entries = asked(() -> reads.audit(id, after, TemplateQueries.MAX_AUDIT_ROWS));
    boolean more = entries.size() == TemplateQueries.MAX_AUDIT_ROWS;
    return new TemplateDocument.Audit(entries, more ? entries.getLast().seq() : null);
  }

  /** Saves a wording that can be used with its event type. */
  TemplateDraft save(TemplateSource source, Optional<Integer> ifRevision, AuditInfo deed) {
    check.refuseMistakes(source);
    return switch (asked(
        () ->
            store.saveDraft(
                source.id(),
                source.eventType(),
                TemplateSourceJson.of(source),
                ifRevision,
                deed))) {
      case TemplateStore.SaveResult.Saved done -> done.draft();
      case TemplateStore.SaveResult.Rejected refused ->
          throw TransitionProblems.of(refused.error());
    };
  }

  void discard(String id, AuditInfo deed) {
    asked(() -> store.discard(id, deed))
        .ifPresent(why -> {
          throw TransitionProblems.of(why);
        });
  }

  TemplateVersion submit(String id, AuditInfo deed) {
    check.refuseMistakes(draft(id).source());
    return done(asked(() -> store.submit(id, deed)));
  }

  /** A step of a version; what is to be used must fit its event type as it is now. */
  TemplateVersion act(TemplateStore.TransitionRequest order) {
    Consumer<TemplateVersion> fits =
        mustFit(order.action()) ? version -> check.refuseMistakesNow(version.source()) : _ -> {};
    TemplateVersion version = done(asked(() -> store.act(order, fits)));
    publish.run();
    return version;
  }

  private static boolean mustFit(TemplateAction action) {
    return switch (action) {
      case APPROVE, PUBLISH, SCHEDULE, ROLL_BACK -> true;
      case SAVE, DISCARD, SUBMIT, REJECT, UNSCHEDULE, RETIRE -> false;
    };
  }

  TemplateDocument.Registrations registrations(String id) {
    one(id);
    return new TemplateDocument.Registrations(
        asked(() -> reads.registrations(id)).stream()
            .map(TemplateDocument.Registration::of)
            .toList());
  }

  TemplateDocument.Registration register(CarrierRegistration registration, AuditInfo deed) {
    asked(() -> store.register(registration, deed))
        .ifPresent(why -> {
          throw TransitionProblems.of(why);
        });
    publish.run();
    return registrations(registration.template()).registrations().stream()
        .filter(each -> each.carrier().equals(registration.carrier()))
        .findFirst()
        .orElseThrow();
  }

  private static TemplateVersion done(TransitionResult outcome) {
    return switch (outcome) {
      case TransitionResult.Done done -> done.version();
      case TransitionResult.Rejected refused -> throw TransitionProblems.of(refused.error());
    };
  }

  static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
  }
}
