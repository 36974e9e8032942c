package dev.notifier.templates.link;

import java.text.Normalizer;
import org.apache.commons.validator.routines.DomainValidator;

/** The top-level domains that IANA has registered, from commons-validator. */
final class TopLevelDomains {
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 63; // of a label: RFC 1035, section 2.3.4

  private static final DomainValidator REGISTERED = DomainValidator.getInstance();

  private TopLevelDomains() {}

  /**
   * Whether it is registered.
   *
   * @param label in upper or lower case, as {@code xn--…} or in its own script
   */
  static boolean contains(String label) {
    return isLength(label.length()) && REGISTERED.isValidTld(mapped(label));
  }

  static boolean isLength(int units) {
    return units >= MIN_LENGTH && units <= MAX_LENGTH;
  }

  /** Maps compatible forms of letters as UTS 46 does. */
  private static String mapped(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) >= 0x80) {
        return Normalizer.normalize(label, Normalizer.Form.NFKC);
      }
    }
    return label;
  }
}
