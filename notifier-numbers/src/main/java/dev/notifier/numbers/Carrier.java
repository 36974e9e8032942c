package dev.notifier.numbers;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Vietnamese mobile carrier, with the national prefixes of the numbers that it assigned. Numbers
 * can be ported since 2018, so the prefix only names the original carrier.
 */
public enum Carrier {
  VIETTEL(
      "086", "096", "097", "098", "031", "032", "033", "034", "035", "036", "037", "038", "039"),
  VINAPHONE("091", "094", "088", "081", "082", "083", "084", "085"),
  MOBIFONE("090", "093", "089", "070", "076", "077", "078", "079", "030", "051"),
  VIETNAMOBILE("092", "052", "056", "058"),
  GMOBILE("099", "059"),
  ITEL("087"),
  WINTEL("055");

  private static final Map<String, Carrier> BY_PREFIX = new HashMap<>();

  static {
    for (Carrier carrier : values()) {
      carrier.prefixes.forEach(prefix -> BY_PREFIX.put(prefix, carrier));
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> prefixes;

  Carrier(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /** The prefixes such as {@code 096}; the one that the carrier has had for longest first. */
  public List<String> prefixes() {
    return prefixes;
  }

  /** The carrier that assigned the number; null if its prefix is not known. */
  public static @Nullable Carrier original(MobileNumber number) {
    return BY_PREFIX.get(number.nationalPrefix());
  }

  /** The carrier with this name in any case; null if there is none. */
  public static @Nullable Carrier named(String name) {
    String wanted = name.strip().toUpperCase(Locale.ROOT);
    for (Carrier carrier : values()) {
      if (carrier.name().equals(wanted)) {
        return carrier;
      }
    }
    return null;
  }
}
