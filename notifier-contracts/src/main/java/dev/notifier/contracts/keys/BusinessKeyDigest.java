package dev.notifier.contracts.keys;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.origin.SubjectDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Computes the keyed digest of the fact that an event is about, for one recipient. */
public final class BusinessKeyDigest {
  /** No tenant has this name. */
  private static final String ALL_TENANTS = "*";

  private BusinessKeyDigest() {}

  /**
   * The digest of tenant, type, subject and number.
   *
   * @param phone to which the message goes, in E.164 format; null if it goes to none
   * @return null if the event may be sent again: it names no subject, its type has no window, or it
   *     is a code or an answer, for which people ask
   */
  public static @Nullable UUID of(
      SubjectDigest digests, EventRecord event, @Nullable String phone) {
    if (phone == null
        || event.subject() == null
        || event.rules().keyWindow() == null
        || event.reply() != null
        || event.category() == Category.OTP) {
      return null;
    }
    // A test never forbids a message.
    boolean isShared = event.rules().hasSharedKey() && !TenantRecord.isShadow(event.tenant());
    // No event has a subject that begins with a control character.
    return digests.of(
        isShared ? ALL_TENANTS : event.tenant(),
        "\0KEY\0" + event.type() + '\0' + phone + '\0' + event.subject());
  }
}
