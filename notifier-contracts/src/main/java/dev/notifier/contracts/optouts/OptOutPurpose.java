package dev.notifier.contracts.optouts;

import dev.notifier.contracts.Category;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a recipient can opt out of. One-time codes are none of it: someone has just asked for one.
 */
public enum OptOutPurpose {
  /** Messages about the recipient's own case. */
  SERVICE(1),
  GENERAL_INFO(1 << 1),
  ADVERTISING(1 << 2);

  /** The bits of all purposes. */
  public static final int ALL_BITS = 0b111;

  private final int bit;

  OptOutPurpose(int bit) {
    this.bit = bit;
  }

  /** The bit of this purpose in a set. */
  public int bit() {
    return bit;
  }

  /** The bits of some purposes. */
  public static int bits(Collection<OptOutPurpose> purposes) {
    int bits = 0;
    for (OptOutPurpose purpose : purposes) {
      bits |= purpose.bit;
    }
    return bits;
  }

  /** The purposes that have these bits. */
  public static Set<OptOutPurpose> of(int bits) {
    Set<OptOutPurpose> purposes = EnumSet.noneOf(OptOutPurpose.class);
    for (OptOutPurpose purpose : values()) {
      if ((bits & purpose.bit) != 0) {
        purposes.add(purpose);
      }
    }
    return purposes;
  }

  /**
   * The bit of the purpose that messages of a category have; 0 for those of which none opts out.
   */
  public static int bitOf(Category category) {
    return switch (category) {
      case OTP -> 0;
      case SERVICE -> SERVICE.bit;
      case GENERAL_INFO -> GENERAL_INFO.bit;
      case ADVERTISING -> ADVERTISING.bit;
    };
  }
}
