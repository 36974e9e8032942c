package dev.notifier.planning;

import dev.notifier.contracts.FailureReason;

/** The JSON Pointers (RFC 6901) into an event that decisions refer to. */
final class EventPointer {
  static final String TYPE = "/type";
  static final String TEMPLATE_VERSION = "/templateversion";
  static final String RECIPIENT = "/data/recipient";
  static final String PHONE = "/data/recipient/phone";
  static final String EXPIRES_AT = "/data/expiresAt";

  private static final String DATA = "/data";

  private EventPointer() {}

  /**
   * The pointer of a field of {@code data}.
   *
   * @param field names separated by dots, such as {@code recipient.fullName}; empty for the data
   */
  static String ofField(String field) {
    if (field.isEmpty()) {
      return DATA;
    }
    return DATA + "/" + field.replace("~", "~0").replace("/", "~1").replace('.', '/');
  }

  /** The pointer of what makes a template missing. */
  static String ofMissingTemplate(FailureReason reason) {
    return reason == FailureReason.UNKNOWN_TEMPLATE_VERSION ? TEMPLATE_VERSION : TYPE;
  }
}
