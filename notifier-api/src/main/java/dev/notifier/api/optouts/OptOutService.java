package dev.notifier.api.optouts;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.imports.LineImport;
import dev.notifier.api.optouts.OptOutsDocument.Recorded;
import dev.notifier.api.optouts.OptOutsDocument.Statement;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.optouts.OptOutStore.Source;
import dev.notifier.store.optouts.TooManyOptOutsException;
import dev.notifier.store.optouts.TooManyStatementsException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Records and shows what recipients have opted out of. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class OptOutService {
  /** The most statements of a scope that are shown. */
  private static final int MAX_SHOWN = 100;

  /** The most statements that one statement of SQL stores. */
  private static final int PAGE = 1_000;

  /** What was recorded until then stays. */
  static final Duration LONGEST_IMPORT = Duration.ofHours(1);

  private static final Duration PUBLICATION_TIMEOUT = Duration.ofSeconds(2);

  private final OptOutStore store;
  private final AuditTrail audit;
  private final TopicReconciler<String> publication;
  private final RecipientKey numbers;
  private final InstantSource clock;

  OptOutService(
      OptOutStore store,
      AuditTrail audit,
      TopicReconciler<String> publication,
      RecipientKey numbers,
      InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.publication = publication;
    this.numbers = numbers;
    this.clock = clock;
  }

  Recorded record(Caller caller, OptOutsCommand command, boolean optedOut) {
    List<OptOutStatement> statements =
        command.statements(reader(caller, command.forAllTenants(), optedOut));
    int recorded =
        StoreAccess.call(() ->
            audit.change(
                () -> add(statements),
                added ->
                    Change.of(
                        Map.of(
                            "recorded", added,
                            "numbers", command.optOuts().size(),
                            "allTenants", command.forAllTenants()))));
    return new Recorded(recorded);
  }

  /** Waits until the workers can know what was recorded, at most 2 s. */
  void publish() {
    publication.publishWithin(PUBLICATION_TIMEOUT);
  }

  /**
   * Imports a body while it arrives. What was recorded before a failure stays; repeating the import
   * records the rest.
   *
   * @throws IOException if the body breaks off
   */
  ImportDocument importAll(Caller caller, boolean allTenants, InputStream body, boolean csv)
      throws IOException {
    StatementReader reader = reader(caller, allTenants, true);
    Instant latest = clock.instant().plus(LONGEST_IMPORT);
    LineImport<OptOutStatement> lines =
        OptOutImport.of(
            reader,
            page -> StoreAccess.call(() -> store(page, Source.IMPORT)),
            () -> clock.instant().isAfter(latest));
    change(Map.of("allTenants", allTenants, "begun", true));
    try {
      ImportDocument done = lines.run(body, csv);
      change(
          Map.of(
              "allTenants", allTenants,
              "lines", done.lines(),
              "recorded", done.recorded(),
              "refused", done.refused()));
      return done;
    } finally {
      publication.publishSoon();
    }
  }

  /** An entry of the audit for what is recorded in many transactions. */
  private void change(Map<String, ?> detail) {
    var _ =
        StoreAccess.<Boolean>call(() -> audit.<Boolean>change(() -> true, _ -> Change.of(detail)));
  }

  private int add(List<OptOutStatement> statements) {
    int added = 0;
    for (int from = 0; from < statements.size(); from += PAGE) {
      added +=
          store(statements.subList(from, Math.min(from + PAGE, statements.size())), Source.REQUEST);
    }
    return added;
  }

  private int store(List<OptOutStatement> page, Source source) {
    try {
      return store.add(page, source);
    } catch (TooManyOptOutsException e) {
      throw new ProblemException(ErrorCode.TOO_MANY_OPT_OUTS);
    } catch (TooManyStatementsException e) {
      throw new ProblemException(ErrorCode.TOO_MANY_STATEMENTS);
    }
  }

  /**
   * Reads statements of a caller.
   *
   * @throws ProblemException if the caller may not record them for all tenants
   */
  private StatementReader reader(Caller caller, boolean allTenants, boolean optedOut) {
    if (allTenants) {
      requireAllTenants(caller);
    }
    return new StatementReader(
        new EvidenceReader(numbers, caller.tenant(), caller.name(), clock.instant()),
        allTenants ? OptOutRecord.ALL_TENANTS : caller.tenant(),
        optedOut);
  }

  private static void requireAllTenants(Caller caller) {
    if (!Tenants.isNational(caller.tenant())) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.MISSING_SCOPE,
              "Only the tenant default records opt-outs for all tenants. Omit allTenants."));
    }
    caller.require(Scope.ALL_OPT_OUTS_WRITE);
  }

  OptOutsDocument find(Caller caller, String phone) {
    UUID recipient = numbers.bitsOf(phone);
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return StoreAccess.call(() ->
        new OptOutsDocument(
            OptOutPurpose.of(store.bits(recipient, caller.tenant())),
            OptOutPurpose.of(store.bits(recipient, OptOutRecord.ALL_TENANTS)),
            statements(caller, recipient, clear)));
  }

  /** Who has recorded something is not shown to other tenants. */
  private List<Statement> statements(Caller caller, UUID recipient, boolean clear) {
    Stream<Statement> own =
        store.find(recipient, caller.tenant(), MAX_SHOWN).stream()
            .map(stored -> Statement.of(stored, false, clear));
    Stream<Statement> ofAll =
        Tenants.isNational(caller.tenant())
            ? store.find(recipient, OptOutRecord.ALL_TENANTS, MAX_SHOWN).stream()
                .map(stored -> Statement.of(stored, true, clear))
            : Stream.of();
    List<Statement> statements = new ArrayList<>(Stream.concat(own, ofAll).toList());
    statements.sort(Comparator.comparing(Statement::at).reversed());
    return statements.subList(0, Math.min(MAX_SHOWN, statements.size()));
  }
}
