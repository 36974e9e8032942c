package dev.notifier.api.audit;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.audit.AuditSubjects.Subject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of look-ups of personal data. A look-up waits until its entry is stored; all
 * that wait at the same time share one transaction, so that a read costs no commit of its own. Can
 * be started and closed once; thread-safe.
 */
public final class LookupAudit implements AutoCloseable {
  private static final int MAX_WAITING = 2_000;
  private static final int MAX_TOGETHER = 200;
  private static final int MAX_NOTIFICATIONS = 1_000;

  /** PostgreSQL's connection cuts a statement off after 30 s; a caller waits less. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final AuditLog log;
  private final AuditSubjects subjects;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread writer = new Thread(this::write, "audit-look-ups");

  /**
   * A notification that is shown.
   *
   * @param phone of its recipient; null if it is unknown
   */
  public record Shown(UUID id, @Nullable String phone) {}

  /**
   * A look-up.
   *
   * @param operation the operationId of the API description
   * @param detail what was asked, without personal data
   */
  public record LookUp(String operation, Map<String, ?> detail) {}

  /** An entry about one person, or about no one known. */
  private record Part(AuditEntry entry, @Nullable Subject subject) {}

  private record Waiting(List<Part> parts, CompletableFuture<@Nullable Void> stored) {}

  public LookupAudit(AuditLog log, AuditSubjects subjects) {
    this.log = log;
    this.subjects = subjects;
    writer.setDaemon(true);
  }

  void start() {
    writer.start();
  }

  /**
   * Writes that notifications are shown to the caller, unless they are those of the caller's tenant
   * and masked: one entry for each person, so that each is found by the person, and is anonymous
   * when the person was erased.
   *
   * @param operation the operationId of the API description
   * @param tenant whose notifications they are
   * @param notifications those that were found; if there are none, there is no entry
   * @throws ProblemException if the entry cannot be stored; then nothing may be shown
   */
  public void shown(
      HttpServletRequest request, String operation, String tenant, List<Shown> notifications) {
    shown(request, new LookUp(operation, Map.of()), tenant, notifications);
  }

  /** As the other one, with what was asked. */
  public void shown(
      HttpServletRequest request, LookUp lookUp, String tenant, List<Shown> notifications) {
    Caller caller = Caller.of(request);
    boolean masked = !caller.has(Scope.PERSONAL_DATA_READ) && tenant.equals(caller.tenant());
    if (masked || notifications.isEmpty()) {
      return;
    }
    Map<Optional<String>, List<UUID>> byPhone = new LinkedHashMap<>();
    for (Shown each : notifications) {
      byPhone
          .computeIfAbsent(Optional.ofNullable(each.phone()), _ -> new ArrayList<>())
          .add(each.id());
    }
    List<Part> parts = new ArrayList<>(byPhone.size());
    byPhone.forEach((phone, ids) ->
        parts.add(
            new Part(
                entry(request, lookUp, tenant, ids),
                phone.map(each -> new Subject(tenant, "phone", each)).orElse(null))));
    store(parts);
  }

  /**
   * Writes that everything about a person is shown to the caller.
   *
   * @throws ProblemException as {@link #shown}
   */
  public void shownAll(HttpServletRequest request, String operation, Subject subject) {
    store(
        List.of(
            new Part(
                entry(request, new LookUp(operation, Map.of()), subject.tenant(), List.of()),
                subject)));
  }

  /**
   * Writes that the caller has seen something about persons who are too many to name.
   *
   * @param detail what was asked, without personal data
   * @throws ProblemException as {@link #shown}
   */
  public void seen(HttpServletRequest request, String operation, Map<String, ?> detail) {
    AuditEntry entry = AuditTrail.entry(request, operation, Outcome.DONE, null);
    store(
        List.of(
            new Part(
                new AuditEntry(
                    entry.tenant(),
                    entry.actor(),
                    operation,
                    Outcome.DONE,
                    null,
                    null,
                    null,
                    entry.origin(),
                    detail,
                    List.of()),
                null)));
  }

  /**
   * Writes that a person was looked up, even if the caller sees the data masked.
   *
   * @param purpose of a list, without personal data
   * @param detail without personal data; may be empty
   * @param notifications those that were shown; the first 1,000 are written
   * @throws ProblemException as {@link #shown}
   */
  public void lookedUp(
      HttpServletRequest request,
      String operation,
      Subject subject,
      @Nullable String purpose,
      Map<String, ?> detail,
      List<UUID> notifications) {
    AuditEntry entry =
        entry(
            request,
            new LookUp(operation, Map.of()),
            subject.tenant(),
            notifications.subList(0, Math.min(MAX_NOTIFICATIONS, notifications.size())));
    store(
        List.of(
            new Part(
                new AuditEntry(
                    entry.tenant(),
                    entry.actor(),
                    operation,
                    Outcome.DONE,
                    null,
                    null,
                    purpose,
                    entry.origin(),
                    detail,
                    entry.notifications()),
                subject)));
  }

  private static AuditEntry entry(
      HttpServletRequest request, LookUp lookUp, String tenant, List<UUID> notifications) {
    AuditEntry entry = AuditTrail.entry(request, lookUp.operation(), Outcome.DONE, null);
    Map<String, Object> detail = new LinkedHashMap<>(lookUp.detail());
    if (!tenant.equals(entry.tenant())) {
      detail.put("tenant", tenant);
    }
    return new AuditEntry(
        entry.tenant(),
        entry.actor(),
        lookUp.operation(),
        Outcome.DONE,
        null,
        null,
        null,
        entry.origin(),
        detail,
        notifications);
  }

  private void store(List<Part> parts) {
    Waiting waiting = new Waiting(parts, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      waiting.stored().get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    } catch (ExecutionException | TimeoutException e) {
      throw new ProblemException(
          e.getCause() instanceof ProblemException problem
              ? problem.problem()
              : new ProblemException(ErrorCode.STORE_UNAVAILABLE).problem());
    }
  }

  private void write() {
    List<Waiting> batch = new ArrayList<>(MAX_TOGETHER);
    while (!Thread.currentThread().isInterrupted()) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        return;
      }
      queue.drainTo(batch, MAX_TOGETHER - 1);
      write(batch);
    }
  }

  /** One that PostgreSQL rejects must not fail the others. */
  private void write(List<Waiting> batch) {
    try {
      append(batch);
      batch.forEach(each -> each.stored().complete(null));
    } catch (RuntimeException | Error e) {
      boolean rejected =
          e instanceof ProblemException problem
              && !Objects.equals(problem.problem().code(), ErrorCode.STORE_UNAVAILABLE.id());
      if (batch.size() > 1 && rejected) {
        batch.forEach(each -> write(List.of(each)));
      } else {
        batch.forEach(each -> each.stored().completeExceptionally(e));
      }
    }
  }

  private void append(List<Waiting> batch) {
    List<Part> parts = batch.stream().flatMap(each -> each.parts().stream()).toList();
    StoreAccess.call(() -> {
      log.inTransaction(() -> {
        Map<Subject, UUID> refs =
            subjects.refs(parts.stream().map(Part::subject).filter(Objects::nonNull).toList());
        log.append(
            parts.stream()
                .map(each -> {
                  Subject subject = each.subject();
                  return each.entry().about(subject == null ? null : refs.get(subject));
                })
                .toList());
      });
      return batch;
    });
  }

  /** What still waits is answered as if PostgreSQL did not respond. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.forEach(each ->
        each.stored().completeExceptionally(new ProblemException(ErrorCode.STORE_UNAVAILABLE)));
  }
}
