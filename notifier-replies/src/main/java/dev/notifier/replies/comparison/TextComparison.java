package dev.notifier.replies.comparison;

import dev.notifier.templates.sms.SegmentResult;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import java.util.List;

/** Whether a text that a person has got is one that was sent. Immutable. */
public final class TextComparison {
  private static final Segmenter SEGMENTER = new Segmenter();

  /** A part with fewer letters and digits may be of any text. */
  private static final int MIN_PART = 20;

  private final String wanted;

  /**
   * @param text as the person has it
   */
  public TextComparison(String text) {
    this.wanted = FoldedText.of(text);
  }

  /** How a text is contained in another one. */
  public enum Match {
    /** Not as a whole and not in whole segments. */
    NONE,
    /** Some of its segments, in their order: the phone has not got all of them, or shows each. */
    PART,
    /** The whole text. */
    WHOLE
  }

  /** The folded text. */
  public String folded() {
    return wanted;
  }

  /** Compares with a text that was sent. */
  public Match with(String sent) {
    if (wanted.isEmpty()) {
      return Match.NONE;
    }
    if (wanted.equals(FoldedText.of(sent))) {
      return Match.WHOLE;
    }
    return wanted.length() >= MIN_PART && isPart(sent) ? Match.PART : Match.NONE;
  }

  private boolean isPart(String sent) {
    SegmentResult result = SEGMENTER.segment(sent);
    List<String> segments =
        result instanceof SegmentedText segmented ? segmented.segments() : List.of();
    for (int from = 0; from < segments.size(); from++) {
      for (int to = from + 1; to <= segments.size(); to++) {
        if (wanted.equals(FoldedText.of(String.join("", segments.subList(from, to))))) {
          return true;
        }
      }
    }
    return false;
  }
}
