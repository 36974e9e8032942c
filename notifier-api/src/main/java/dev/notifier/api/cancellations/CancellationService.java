package dev.notifier.api.cancellations;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancellationStore.Limits;
import dev.notifier.store.cancellation.NewCancellation;
import dev.notifier.store.cancellation.StoredCancellation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and shows cancellations of a tenant. Every method throws a {@link ProblemException} if it
 * fails. Thread-safe.
 */
public final class CancellationService {
  /**
   * How long a filter is in force at least: as long as an event that was accepted before it can be
   * in the quarantine and be planned later.
   */
  static final Duration FILTER_KEPT = TopicSettings.QUARANTINE_RETENTION.plusDays(1);

  /**
   * Everything that a revoked key sends is cancelled until all instances refuse it, and until their
   * clocks agree.
   */
  private static final Duration REVOCATION = Duration.ofMinutes(2);

  /**
   * Of each tenant. A key must always be revoked, and a batch cancelled, however many other filters
   * there are, and they take no place of others.
   */
  private static final Limits LIMITS = new Limits(200, 10_000, 2_000, 5_000, 200_000);

  private static final Duration PUBLICATION_TIMEOUT = Duration.ofSeconds(2);

  private final CancellationStore store;
  private final AuditTrail audit;
  private final TopicReconciler<RulePublication.Change> publication;
  private final InstantSource clock;
  private final Duration listKept;

  /**
   * @param listKept how long a list of events is in force at least: as long as its events may be
   *     planned again after PostgreSQL was restored
   */
  CancellationService(
      CancellationStore store,
      AuditTrail audit,
      TopicReconciler<RulePublication.Change> publication,
      InstantSource clock,
      Duration listKept) {
    this.store = store;
    this.audit = audit;
    this.publication = publication;
    this.clock = clock;
    this.listKept = listKept;
  }

  CancellationDocument cancel(Caller caller, CancelCommand command) {
    Instant now = now();
    CancellationFilter filter = command.filter(now);
    List<UUID> events = command.digests(caller.tenant());
    NewCancellation made =
        new NewCancellation(
            caller.tenant(),
            filter,
            events,
            command.reason(),
            caller.name(),
            now,
            now.plus(filter == null ? listKept : FILTER_KEPT));
    CancellationRecord rule =
        StoreAccess.call(() ->
            audit.change(
                () -> insert(made, LIMITS),
                inserted ->
                    new Change(
                        new Target("cancellation", inserted.id().toString()),
                        null,
                        command.reason(),
                        detail(filter, events.size()))));
    publish();
    return find(caller, rule.id());
  }

  /**
   * Cancels what a key has sent, in the transaction of its revocation.
   *
   * @param tenant whose messages they are
   */
  public void cancelUnsent(String tenant, String keyId, String by) {
    Instant now = now();
    var _ =
        insert(
            new NewCancellation(
                tenant,
                CancellationFilter.ofKey(keyId, now.plus(REVOCATION)),
                List.of(),
                "The API key was revoked",
                by,
                now,
                now.plus(FILTER_KEPT)),
            LIMITS);
  }

  /**
   * Cancels the lines of a batch that were sent and have not left, in the transaction in which it
   * is cancelled.
   *
   * @param tenant whose batch it is
   * @param released when its lines were accepted, by the clock of PostgreSQL
   */
  public void cancelBatch(String tenant, UUID batch, Instant released, String by) {
    Instant now = now();
    // The clock of this instance may be slower.
    Instant madeAt = now.isBefore(released) ? released : now;
    String source = BatchLine.SOURCES + batch;
    var _ =
        insert(
            new NewCancellation(
                tenant,
                new CancellationFilter(null, source, null, null, null, null, null),
                List.of(),
                "The batch was cancelled",
                by,
                madeAt,
                madeAt.plus(FILTER_KEPT)),
            LIMITS);
  }

  /**
   * Ends a rule before nothing is left that it concerns. One that has ended stays as it is.
   *
   * @throws ProblemException also if messages may still wait, and the command does not allow to
   *     send them
   */
  CancellationDocument end(Caller caller, UUID id, EndCommand command) {
    boolean hasEnded =
        StoreAccess.call(() ->
            audit.change(
                () -> endIfAllowed(caller, id, command),
                ended ->
                    ended
                        ? Change.of(
                            command.reason(), Map.of("sendWaiting", command.maySendWaiting()))
                        : null));
    if (hasEnded) {
      publish();
    }
    return find(caller, id);
  }

  private boolean endIfAllowed(Caller caller, UUID id, EndCommand command) {
    StoredCancellation.Times times =
        store
            .find(caller.tenant(), id)
            .orElseThrow(() -> new ProblemException(ErrorCode.CANCELLATION_NOT_FOUND))
            .times();
    if (times.ended() == null && times.done() == null && !command.maySendWaiting()) {
      throw new ProblemException(ErrorCode.CANCELLATION_COUNTING);
    }
    return store.end(caller.tenant(), id, now(), caller.name());
  }

  /** Publishes what was committed, at most for two seconds; it is continued in the background. */
  public void publish() {
    publication.publishWithin(PUBLICATION_TIMEOUT);
  }

  /** Whether what a revoked key has sent was cancelled before, and the rule is in force. */
  public boolean hasCancelled(String tenant, String keyId) {
    return StoreAccess.call(() -> store.hasKeyInForce(tenant, keyId));
  }

  private CancellationRecord insert(NewCancellation made, Limits limits) {
    return store
        .insert(made, limits)
        .orElseThrow(() -> new ProblemException(ErrorCode.TOO_MANY_CANCELLATIONS));
  }

  private static Map<String, Object> detail(@Nullable CancellationFilter filter, int events) {
    Map<String, Object> detail = new LinkedHashMap<>();
    if (filter == null) {
      detail.put("events", events);
      return detail;
    }
    put(detail, "keyId", filter.keyId());
    put(detail, "source", filter.source());
    put(detail, "type", filter.type());
    put(detail, "template", filter.template());
    put(detail, "group", filter.group());
    put(detail, "acceptedFrom", filter.acceptedFrom());
    put(detail, "acceptedTo", filter.acceptedTo());
    return detail;
  }

  private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
    if (value != null) {
      detail.put(name, value.toString());
    }
  }

  CancellationDocument find(Caller caller, UUID id) {
    return StoreAccess.call(() -> store.find(caller.tenant(), id))
        .map(CancellationDocument::of)
        .orElseThrow(() -> new ProblemException(ErrorCode.CANCELLATION_NOT_FOUND));
  }

  CancellationDocument.All all(Caller caller, PageRequest request) {
    UUID after = request.afterId();
    Page<CancellationDocument> page =
        request
            .page(
                StoreAccess.call(
                    () -> store.page(caller.tenant(), after, request.elementsToRead())),
                stored -> stored.rule().id())
            .map(CancellationDocument::of);
    return new CancellationDocument.All(page.elements(), page.next());
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
