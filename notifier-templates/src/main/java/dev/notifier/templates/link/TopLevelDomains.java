package dev.notifier.templates.link;

import java.net.IDN;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.validator.routines.DomainValidator;
import org.apache.commons.validator.routines.DomainValidator.ArrayType;

/** The top-level domains that IANA has registered, from commons-validator. */
final class TopLevelDomains {
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 63; // of a label: RFC 1035, section 2.3.4

  private static final Set<String> REGISTERED = registered();

  private TopLevelDomains() {}

  private static Set<String> registered() {
    Set<String> all = new HashSet<>();
    for (ArrayType type :
        List.of(ArrayType.GENERIC_RO, ArrayType.COUNTRY_CODE_RO, ArrayType.INFRASTRUCTURE_RO)) {
      for (String domain : DomainValidator.getTLDEntries(type)) {
        all.add(domain);
        all.add(IDN.toUnicode(domain));
      }
    }
    return Set.copyOf(all);
  }

  /**
   * Whether it is registered.
   *
   * @param label in upper or lower case, as {@code xn--…} or in its own script
   */
  static boolean contains(String label) {
    return isLength(label.length()) && REGISTERED.contains(mapped(label));
  }

  static boolean isLength(int units) {
    return units >= MIN_LENGTH && units <= MAX_LENGTH;
  }

  /** Maps letters as UTS 46 does: compatible forms and upper case. */
  private static String mapped(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) >= 0x80) {
        return Normalizer.normalize(label, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      }
    }
    return label.toLowerCase(Locale.ROOT);
  }
}
