package dev.notifier.api.templates;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.Deed;
import dev.notifier.store.templates.LifeOutcome;
import dev.notifier.store.templates.LifeRefusal;
import dev.notifier.store.templates.TemplateAction;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateHead;
import dev.notifier.store.templates.TemplateReads;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.wording.TemplateSource;
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
final class TemplateDesk {
  private final TemplateReads reads;
  private final TemplateStore store;
  private final TemplateCheck check;
  private final Runnable publish;

  /**
   * @param publish has workers hear of changes, without waiting for it
   */
  TemplateDesk(TemplateReads reads, TemplateStore store, TemplateCheck check, Runnable publish) {
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
      for (TemplateHead head : reads.heads()) {
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
      Optional<TemplateHead> head = reads.head(id);
      if (head.isEmpty() && draft != null) {
        return TemplateDocument.of(draft);
      }
      return TemplateDocument.of(
          head.orElseThrow(() -> Refusals.of(LifeRefusal.UNKNOWN_TEMPLATE)),
          reads.versions(id),
          draft);
    });
  }

  TemplateDraft draft(String id) {
    return asked(() -> reads.draft(id)).orElseThrow(() -> new ProblemException(Code.NO_DRAFT));
  }

  TemplateVersion version(String id, int version) {
    return asked(() -> reads.version(id, version))
        .orElseThrow(() ->
            Refusals.of(
                asked(() -> reads.head(id)).isEmpty()
                    ? LifeRefusal.UNKNOWN_TEMPLATE
                    : LifeRefusal.UNKNOWN_VERSION));
  }

  /** The one in force. */
  Optional<TemplateVersion> inForce(String id) {
    Integer published = asked(() -> reads.head(id)).map(TemplateHead::published).orElse(null);
    return published == null ? Optional.empty() : Optional.of(version(id, published));
  }

  TemplateDocument.Audit audit(String id, long after) {
    var entries = asked(() -> reads.audit(id, after, TemplateReads.MAX_AUDIT_ROWS));
    boolean more = entries.size() == TemplateReads.MAX_AUDIT_ROWS;
    return new TemplateDocument.Audit(entries, more ? entries.getLast().seq() : null);
  }

  /** Saves a wording that can be used with its event type. */
  TemplateDraft save(TemplateSource source, Optional<Integer> ifRevision, Deed deed) {
    check.refuseMistakes(source);
    return switch (asked(
        () ->
            store.saveDraft(
                source.id(), source.eventType(), SourceMap.of(source), ifRevision, deed))) {
      case TemplateStore.Saved.Done done -> done.draft();
      case TemplateStore.Saved.Refused refused -> throw Refusals.of(refused.why());
    };
  }

  void discard(String id, Deed deed) {
    asked(() -> store.discard(id, deed))
        .ifPresent(why -> {
          throw Refusals.of(why);
        });
  }

  TemplateVersion submit(String id, Deed deed) {
    check.refuseMistakes(draft(id).source());
    return done(asked(() -> store.submit(id, deed)));
  }

  /** A step of a version; what is to be used must fit its event type as it is now. */
  TemplateVersion act(TemplateStore.Order order) {
    Consumer<TemplateVersion> fits =
        mustFit(order.action()) ? version -> check.refuseMistakesNow(version.source()) : _ -> {};
    TemplateVersion version = done(asked(() -> store.act(order, fits)));
    publish.run();
    return version;
  }

  private static boolean mustFit(TemplateAction action) {
    return switch (action) {
      case APPROVE, PUBLISH, SCHEDULE, ROLL_BACK -> true;
      case SAVE, DISCARD, SUBMIT, SEND_BACK, UNSCHEDULE, RETIRE -> false;
    };
  }

  TemplateDocument.Registrations registrations(String id) {
    one(id);
    return new TemplateDocument.Registrations(
        asked(() -> reads.registrations(id)).stream()
            .map(TemplateDocument.Registration::of)
            .toList());
  }

  TemplateDocument.Registration register(CarrierRegistration registration, Deed deed) {
    asked(() -> store.register(registration, deed))
        .ifPresent(why -> {
          throw Refusals.of(why);
        });
    publish.run();
    return registrations(registration.template()).registrations().stream()
        .filter(each -> each.carrier().equals(registration.carrier()))
        .findFirst()
        .orElseThrow();
  }

  private static TemplateVersion done(LifeOutcome outcome) {
    return switch (outcome) {
      case LifeOutcome.Done done -> done.version();
      case LifeOutcome.Refused refused -> throw Refusals.of(refused.why());
    };
  }

  static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(Code.STORE_UNAVAILABLE);
    }
  }
}
