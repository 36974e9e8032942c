package dev.notifier.api.access;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The numbers of the team of a tenant: those that its valid keys of the kind {@code team} list.
 * Thread-safe.
 */
public final class TeamNumbers {
  private final AccessTables tables;
  private final RecipientKey hmac;
  private final InstantSource clock;

  TeamNumbers(AccessTables tables, RecipientKey hmac, InstantSource clock) {
    this.tables = tables;
    this.hmac = hmac;
    this.clock = clock;
  }

  /**
   * Whether a number is one of the team.
   *
   * @throws ProblemException if the keys have not been read
   */
  public boolean contains(String tenant, MobileNumber number) {
    if (!tables.isComplete()) {
      throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
    }
    String wanted = hmac.of(number);
    Instant now = clock.instant();
    return tables.keys().values().stream()
        .anyMatch(key -> isOfTeam(key, tenant, now) && lists(key, wanted));
  }

  private static boolean isOfTeam(KeyRecord key, String tenant, Instant now) {
    return key.kind() == KeyKind.TEAM && key.tenant().equals(tenant) && key.isValid(now);
  }

  private static boolean lists(KeyRecord key, String number) {
    return key.permissions().teamNumbers().contains(number);
  }
}
