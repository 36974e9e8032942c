package dev.notifier.api.consents;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.optouts.EvidenceReader;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.advertising.ConsentStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Records and shows who has consented to advertising. Every method throws a {@link
 * dev.notifier.api.problem.ProblemException} if it fails. Thread-safe.
 */
final class ConsentService {
  /** The most statements that are shown. */
  private static final int MAX_SHOWN = 100;

  /** The most statements that one statement of SQL stores. */
  private static final int PAGE = 1_000;

  private final ConsentStore store;
  private final AuditTrail audit;
  private final RecipientKey numbers;
  private final InstantSource clock;

  ConsentService(ConsentStore store, AuditTrail audit, RecipientKey numbers, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * Records what recipients said.
   *
   * @param given whether they consent; otherwise they withdraw their consents
   */
  ConsentsDocument.Recorded record(Caller caller, ConsentsCommand command, boolean given) {
    EvidenceReader reader =
        new EvidenceReader(numbers, caller.tenant(), caller.name(), clock.instant());
    List<ConsentStatement> statements = command.statements(reader, given);
    int recorded =
        StoreAccess.call(() ->
            audit.change(
                () -> add(statements),
                added ->
                    Change.of(Map.of("recorded", added, "numbers", command.consents().size()))));
    return new ConsentsDocument.Recorded(recorded);
  }

  private int add(List<ConsentStatement> statements) {
    int added = 0;
    for (int from = 0; from < statements.size(); from += PAGE) {
      added += store.add(statements.subList(from, Math.min(from + PAGE, statements.size())));
    }
    return added;
  }

  ConsentsDocument find(Caller caller, String phone) {
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return ConsentsDocument.of(
        StoreAccess.call(() -> store.find(numbers.bitsOf(phone), caller.tenant(), MAX_SHOWN)),
        clear);
  }
}
