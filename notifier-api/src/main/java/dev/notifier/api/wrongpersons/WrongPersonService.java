package dev.notifier.api.wrongpersons;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.TooManyOptOutsException;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Records and shows the persons and units about which numbers want no messages. Every method throws
 * a {@link ProblemException} if it fails. Thread-safe.
 */
final class WrongPersonService {
  /** The most statements that are shown. */
  private static final int MAX_SHOWN = 100;

  private static final Duration PUBLICATION_TIMEOUT = Duration.ofSeconds(2);

  private final WrongPersonStore store;
  private final AuditTrail audit;
  private final TopicReconciler<String> publication;
  private final Keys keys;
  private final InstantSource clock;

  /** The digests of numbers, and of persons and units. */
  record Keys(RecipientKey numbers, SubjectDigest subjects) {}

  WrongPersonService(
      WrongPersonStore store,
      AuditTrail audit,
      TopicReconciler<String> publication,
      Keys keys,
      InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.publication = publication;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Records what numbers said.
   *
   * @param excluded whether messages do not concern them; otherwise they do
   */
  WrongPersonsDocument.Recorded record(
      Caller caller, WrongPersonsCommand command, boolean excluded) {
    EvidenceReader reader =
        new EvidenceReader(keys.numbers, caller.tenant(), caller.name(), clock.instant());
    List<Exclusion> exclusions = command.exclusions(keys.subjects, reader, excluded);
    int recorded =
        StoreAccess.call(() ->
            audit.change(() -> exclude(exclusions), added -> Change.of(Map.of("recorded", added))));
    return new WrongPersonsDocument.Recorded(recorded);
  }

  private int exclude(List<Exclusion> exclusions) {
    try {
      return store.exclude(exclusions);
    } catch (TooManyOptOutsException e) {
      throw new ProblemException(ErrorCode.TOO_MANY_OPT_OUTS);
    }
  }

  /** Waits until the workers can know what was recorded, at most 2 s. */
  void publish() {
    publication.publishWithin(PUBLICATION_TIMEOUT);
  }

  List<Stored> find(Caller caller, WrongPersonSearch search) {
    String tenant = caller.tenant();
    return StoreAccess.call(() -> {
      if (search.phone() != null) {
        return store.ofNumber(keys.numbers.bitsOf(search.phone()), tenant, MAX_SHOWN);
      }
      if (search.statementId() != null) {
        return store.find(UUID.fromString(search.statementId()), tenant).stream().toList();
      }
      Exclusion.Subject subject =
          Objects.requireNonNull(
              AboutForm.subject(keys.subjects, tenant, search.personRef(), search.unitCode()));
      return store.ofSubject(subject.digest(), tenant, MAX_SHOWN);
    });
  }
}
