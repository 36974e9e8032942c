package dev.notifier.worker.inbound;

import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStore;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whose messages a keyword stops or allows: at an address of the national tenant those of all
 * tenants, at another one those of its owner. Thread-safe.
 */
final class StatedScopes {
  /** Opt-outs from more tenants than these stay. */
  private static final int MAX_SCOPES = 1_000;

  private final OptOutStore store;

  /**
   * A keyword of a person.
   *
   * @param owner of the address
   * @param allows whether it allows messages; else it stops them, or says nothing about them
   */
  record Keyword(UUID recipient, String owner, boolean allows) {
    static Keyword of(DecidedMessage decided) {
      return new Keyword(
          decided.message().from().recipient(),
          decided.owner(),
          decided.decision().action() == InboundAction.OPT_IN);
    }

    private String scope() {
      return Tenants.isNational(owner) ? OptOutRecord.ALL_TENANTS : owner;
    }
  }

  StatedScopes(OptOutStore store) {
    this.store = store;
  }

  /**
   * Returns the scopes of the statements about a purpose. What allows the messages of all tenants
   * also ends the opt-outs from single ones; those of tests stay.
   *
   * @param earlier statements of the number that are not stored yet
   */
  Stream<String> of(Keyword keyword, OptOutPurpose purpose, List<OptOutStatement> earlier) {
    String own = keyword.scope();
    if (!keyword.allows() || !isForAll(own)) {
      return Stream.of(own);
    }
    Stream<String> stored = store.optedOut(keyword.recipient(), purpose, MAX_SCOPES).stream();
    Stream<String> pending =
        earlier.stream()
            .filter(each -> each.optedOut() && each.purpose() == purpose)
            .map(OptOutStatement::scope);
    return Stream.concat(
            Stream.of(own),
            Stream.concat(stored, pending).filter(scope -> !TenantRecord.isShadow(scope)))
        .distinct();
  }

  /**
   * Whether messages stay stopped that the keyword allows, because all tenants are stopped.
   *
   * @param earlier statements of the number that are not stored yet
   */
  boolean stayStopped(Keyword keyword, List<OptOutStatement> earlier) {
    if (!keyword.allows() || isForAll(keyword.scope())) {
      return false;
    }
    return earlier.stream()
        .filter(each -> isForAll(each.scope()) && each.purpose() == OptOutPurpose.GENERAL_INFO)
        .reduce((_, later) -> later)
        .map(OptOutStatement::optedOut)
        .orElseGet(() -> isStopped(keyword.recipient()));
  }

  private boolean isStopped(UUID recipient) {
    int bits = store.bits(recipient, OptOutRecord.ALL_TENANTS);
    return (bits & OptOutPurpose.GENERAL_INFO.bit()) != 0;
  }

  private static boolean isForAll(String scope) {
    return scope.equals(OptOutRecord.ALL_TENANTS);
  }
}
