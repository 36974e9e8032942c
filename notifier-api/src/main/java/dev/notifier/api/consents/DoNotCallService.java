package dev.notifier.api.consents;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.imports.LineImport;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.DoNotCallList;
import dev.notifier.store.advertising.DoNotCallStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Imports and shows the national do-not-call list. Every method throws a {@link ProblemException}
 * if it fails. Thread-safe.
 */
final class DoNotCallService {
  private static final Logger LOG = LoggerFactory.getLogger(DoNotCallService.class);

  /** The store gives up an import later. */
  static final Duration LONGEST_IMPORT = Duration.ofHours(1);

  private static final LineImport.Fields FIELDS = new LineImport.Fields(List.of("phone"), Set.of());

  private static final int MAX_SHOWN = 10;

  /** At most one line in this many may be no number. */
  private static final int MAX_REFUSED_PART = 100;

  private final DoNotCallStore store;
  private final AuditTrail audit;
  private final RecipientKey numbers;
  private final InstantSource clock;

  DoNotCallService(
      DoNotCallStore store, AuditTrail audit, RecipientKey numbers, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.numbers = numbers;
    this.clock = clock;
  }

  DoNotCallDocument find() {
    Instant now = clock.instant();
    return StoreAccess.call(() -> {
      @Nullable DoNotCallList inForce = store.inForce().orElse(null);
      return new DoNotCallDocument(
          inForce == null ? null : document(inForce, now),
          inForce == null || now.isAfter(inForce.outdatedAt()),
          store.newest(MAX_SHOWN).stream().map(each -> document(each, now)).toList());
    });
  }

  private static DoNotCallDocument.Import document(DoNotCallList list, Instant now) {
    return DoNotCallDocument.Import.of(list, list.begunAt().isAfter(now.minus(LONGEST_IMPORT)));
  }

  /**
   * Replaces the list by a body while it arrives. Until all of it was read, the list before is in
   * force, even if the import fails.
   *
   * @param force whether it is replaced although the new one looks as if it was cut off or damaged
   * @throws IOException if the body breaks off
   */
  ImportDocument replace(Caller caller, boolean force, InputStream body, boolean csv)
      throws IOException {
    Instant latest = clock.instant().plus(LONGEST_IMPORT);
    long list = begin(caller);
    LineImport<UUID> lines =
        new LineImport<>(
            FIELDS,
            this::read,
            page -> StoreAccess.call(() -> store.add(list, page)),
            () -> clock.instant().isAfter(latest));
    boolean complete = false;
    try {
      ImportDocument done = lines.run(body, csv);
      requireNumbers(done);
      if (!force) {
        requirePlausible(done);
      }
      complete(list, done);
      complete = true;
      return done;
    } finally {
      if (!complete) {
        fail(list);
      }
    }
  }

  private static void requireNumbers(ImportDocument done) {
    if (done.recorded() == 0) {
      throw new ProblemException(ErrorCode.NO_NUMBERS_IN_LIST);
    }
  }

  private void requirePlausible(ImportDocument done) {
    long before = StoreAccess.call(() -> store.inForce().map(DoNotCallList::numbers).orElse(0L));
    if (done.refused() * MAX_REFUSED_PART > done.lines() || done.recorded() * 2 < before) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.IMPLAUSIBLE_LIST,
              "It has "
                  + done.recorded()
                  + " numbers and "
                  + done.refused()
                  + " lines that are none, and the list in force has "
                  + before
                  + " numbers. It stays in force. Correct the list, or send it with force=true if it"
                  + " is right."));
    }
  }

  /** If PostgreSQL is unavailable, the numbers are deleted some time later. */
  private void fail(long list) {
    try {
      var _ =
          StoreAccess.call(() -> {
            store.fail(list, clock.instant());
            return true;
          });
    } catch (ProblemException e) {
      LOG.warn("It is not noted that an import has failed: {}", e.getMessage());
    }
  }

  private long begin(Caller caller) {
    return StoreAccess.<Long>call(() ->
        audit.<Long>change(
            () -> store.begin(caller.name(), clock.instant()),
            list -> Change.of(Map.of("list", list, "begun", true))));
  }

  private void complete(long list, ImportDocument done) {
    var _ =
        StoreAccess.<Boolean>call(() ->
            audit.<Boolean>change(
                () -> {
                  store.complete(list, done.recorded(), done.refused(), clock.instant());
                  return true;
                },
                _ ->
                    Change.of(
                        Map.of(
                            "list", list,
                            "numbers", done.recorded(),
                            "refused", done.refused()))));
  }

  private LineImport.Result<UUID> read(JsonNode line) {
    JsonNode phone = line.path("phone");
    if (!phone.isString()) {
      return new LineImport.Refused<>(
          "phone", ErrorCode.INVALID_PARAMETER, "Send an object with a number as text.");
    }
    return switch (PhoneNumberParser.parse(phone.stringValue())) {
      case Accepted accepted ->
          new LineImport.Rows<>(List.of(numbers.bitsOf(accepted.number().e164())));
      case Rejected rejected -> {
        ErrorCode code = ErrorCode.of(rejected.problem());
        yield new LineImport.Refused<>("phone", code, code.detail());
      }
    };
  }
}
