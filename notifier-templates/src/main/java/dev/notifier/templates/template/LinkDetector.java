package dev.notifier.templates.template;

import dev.notifier.templates.language.program.LinkRule;
import dev.notifier.templates.link.LinkScanner;
import java.util.BitSet;

/** Applies the policy for links in values; {@link LinkScanner} defines what a link is. */
final class LinkDetector {
  private LinkDetector() {}

  /** Returns the rule of a policy. */
  static LinkRule rule(ValueLinkPolicy policy) {
    return switch (policy) {
      case ALLOW -> LinkRule.NONE;
      case REFUSE -> value -> LinkScanner.containsLink(value) ? null : value;
      case DEFUSE -> LinkDetector::defuse;
    };
  }

  /**
   * Returns the value with a blank after the colon of each scheme and after each dot before a
   * top-level domain, so that no phone recognizes a link; readers still see what it was.
   */
  static String defuse(String value) {
    return LinkScanner.containsLink(value)
        ? split(value, LinkScanner.splitPoints(value), " ")
        : value;
  }

  /** Returns the text with the separator inserted at each split point. */
  static String split(String text, BitSet splitPoints, String separator) {
    StringBuilder out = new StringBuilder(text.length() + splitPoints.cardinality());
    int from = 0;
    for (int position = splitPoints.nextSetBit(0);
        position >= 0;
        position = splitPoints.nextSetBit(position + 1)) {
      out.append(text, from, position).append(separator);
      from = position;
    }
    return out.append(text, from, text.length()).toString();
  }
}
