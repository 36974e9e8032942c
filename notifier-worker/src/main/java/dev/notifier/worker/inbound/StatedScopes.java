package dev.notifier.worker.inbound;

import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.store.optouts.OptOutStore;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whose messages a keyword stops or allows: at an address of the national tenant those of all
 * tenants, at another one those of its owner. Thread-safe.
 */
final class StatedScopes {
  /** More than there are tenants that one person knows. */
  private static final int MAX_SCOPES = 1_000;

  private final OptOutStore store;

  StatedScopes(OptOutStore store) {
    this.store = store;
  }

  /**
   * Returns the scopes of the statements about a purpose. What allows the messages of all tenants
   * also ends the opt-outs from single ones; those of tests stay.
   */
  Stream<String> of(DecidedMessage decided, OptOutPurpose purpose) {
    String own = own(decided);
    return decided.decision().action() == InboundAction.OPT_IN && isForAll(own)
        ? Stream.concat(
                Stream.of(own),
                store.optedOut(recipient(decided), purpose, MAX_SCOPES).stream()
                    .filter(scope -> !TenantRecord.isShadow(scope)))
            .distinct()
        : Stream.of(own);
  }

  /** Whether messages stay stopped that the keyword allows, because all tenants are stopped. */
  boolean stayStopped(DecidedMessage decided) {
    return decided.decision().action() == InboundAction.OPT_IN
        && !isForAll(own(decided))
        && (store.bits(recipient(decided), OptOutRecord.ALL_TENANTS)
                & OptOutPurpose.GENERAL_INFO.bit())
            != 0;
  }

  private static String own(DecidedMessage decided) {
    return Tenants.isNational(decided.owner()) ? OptOutRecord.ALL_TENANTS : decided.owner();
  }

  private static boolean isForAll(String scope) {
    return scope.equals(OptOutRecord.ALL_TENANTS);
  }

  private static UUID recipient(DecidedMessage decided) {
    return decided.message().from().recipient();
  }
}
