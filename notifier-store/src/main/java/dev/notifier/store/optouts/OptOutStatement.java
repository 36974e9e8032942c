package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient said about messages of one purpose.
 *
 * @param recipient the HMAC of the number
 * @param phone in E.164 format; null if it was erased
 * @param scope a tenant, or {@link dev.notifier.contracts.optouts.OptOutRecord#ALL_TENANTS}
 * @param optedOut false if the recipient wants such messages again
 * @param at when the recipient said so
 */
public record OptOutStatement(
    UUID recipient,
    @Nullable String phone,
    String scope,
    OptOutPurpose purpose,
    boolean optedOut,
    Instant at,
    Evidence evidence) {
  /**
   * How it is known.
   *
   * @param tenant the one that recorded it
   * @param enteredBy who recorded it
   * @param channel how the recipient said so, such as {@code hotline}
   * @param note what the recipient said; null if nothing is noted, or it was erased
   * @param inbound the inbound message that said so; null if it was none
   */
  public record Evidence(
      String tenant,
      String enteredBy,
      String channel,
      @Nullable String note,
      @Nullable UUID inbound) {
    /** Omits the note. */
    @Override
    public String toString() {
      return "Evidence[" + tenant + ", " + channel + "]";
    }
  }

  /** Omits the number and the note. */
  @Override
  public String toString() {
    return "OptOutStatement[" + scope + ", " + purpose + ", optedOut=" + optedOut + "]";
  }
}
