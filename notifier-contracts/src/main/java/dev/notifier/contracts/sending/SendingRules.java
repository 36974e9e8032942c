package dev.notifier.contracts.sending;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event may be sent, and what it must not repeat. Intake takes the rules from the event and
 * from its type, in the version that was in force then. No personal data.
 *
 * @param sendAfter it is not sent before this time; null if the caller names none
 * @param quietHours when it is not sent; null if it may be sent at any time
 * @param keyWindow for how long no other event with the same business key is sent; null if its
 *     subject is no business key
 * @param sharedKey whether events of other tenants have the same business key; null is as false
 * @param supersedes id of the event of the same source that it corrects; null if it corrects none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendingRules(
    @Nullable Instant sendAfter,
    @Nullable QuietHours quietHours,
    @Nullable Duration keyWindow,
    @Nullable Boolean sharedKey,
    @Nullable String supersedes) {
  /** An event that may be sent at any time and repeats nothing. */
  public static final SendingRules NONE = new SendingRules(null, null, null, null, null);

  /** Whether events of other tenants have the same business key. */
  public boolean hasSharedKey() {
    return Boolean.TRUE.equals(sharedKey);
  }
}
