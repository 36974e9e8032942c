package dev.notifier.templates.sms;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits texts into segments as a carrier's {@link WireProfile} requires: 160 septets or 70 UTF-16
 * units in a single segment, 153 or 67 in each of several with an 8-bit reference. An escape pair
 * or a surrogate pair is never split; a character as readers see it is kept whole unless that costs
 * another segment. Thread-safe.
 */
public final class Segmenter {
  /** The default limit of segments for a message. */
  public static final int DEFAULT_MAX_SEGMENTS = 10;

  /** The limit of a concatenation header, whose total is one byte. */
  public static final int MAX_CONCATENATED_SEGMENTS = 255;

  /**
   * How far a split moves back to keep a cluster whole; longer clusters are not readable letters.
   */
  private static final int MAX_CLUSTER_UNITS = 16;

  private static final char KHMER_COENG = '\u17D2';

  private final int maxSegments;
  private final WireProfile profile;

  public Segmenter() {
    this(DEFAULT_MAX_SEGMENTS);
  }

  /**
   * Creates a segmenter for the default profile.
   *
   * @param maxSegments 1 to 255
   */
  public Segmenter(int maxSegments) {
    this(maxSegments, WireProfile.DEFAULT);
  }

  /**
   * Creates a segmenter for a carrier.
   *
   * @param maxSegments 1 to 255; also limits the messages that the SMSC splits
   * @param profile of the carrier
   */
  public Segmenter(int maxSegments, WireProfile profile) {
    if (maxSegments < 1 || maxSegments > MAX_CONCATENATED_SEGMENTS) {
      throw new IllegalArgumentException(
          "maxSegments must be 1 to " + MAX_CONCATENATED_SEGMENTS + ", is " + maxSegments);
    }
    this.maxSegments = maxSegments;
    this.profile = profile;
  }

  /** Splits the text; an empty text is one empty segment. */
  public SegmentResult segment(String text) {
    return segment(text, Encoding.of(text, profile.alphabet()));
  }

  /**
   * Splits a text whose encoding is already known. A text for message_payload stays whole, but must
   * also fit into the allowed segments.
   */
  public SegmentResult segment(String text, Encoding encoding) {
    int units = encoding.units(text);
    if (units <= encoding.unitsInSingleSegment()) {
      return new SegmentedText(encoding, List.of(text), units);
    }
    List<String> segments = split(text, encoding, units);
    if (segments.size() > maxSegments) {
      return new TooManySegments(encoding, segments.size(), maxSegments);
    }
    boolean payload = profile.concatenation() == Concatenation.PAYLOAD;
    return new SegmentedText(encoding, payload ? List.of(text) : segments, units);
  }

  /**
   * Returns how many segments the text takes on the air, even if that is more than allowed or the
   * SMSC splits it.
   */
  public int segmentCount(String text) {
    Encoding encoding = Encoding.of(text, profile.alphabet());
    int units = encoding.units(text);
    return units <= encoding.unitsInSingleSegment() ? 1 : split(text, encoding, units).size();
  }

  private List<String> split(String text, Encoding encoding, int units) {
    int size = encoding.unitsPerSegment(profile.concatenation());
    if (encoding == Encoding.UCS2) {
      return splitUtf16(text, size);
    }
    return units == text.length() ? splitEvenly(text, size) : splitSeptets(text, size);
  }

  /** For texts whose characters are all one septet. */
  private static List<String> splitEvenly(String text, int size) {
    List<String> segments = new ArrayList<>();
    for (int start = 0; start < text.length(); start += size) {
      segments.add(text.substring(start, Math.min(text.length(), start + size)));
    }
    return segments;
  }

  private static List<String> splitSeptets(String text, int size) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      int width = Gsm7Alphabet.width(text.charAt(i));
      if (septets + width > size) {
        segments.add(text.substring(start, i));
        start = i;
        septets = 0;
      }
      septets += width;
    }
    segments.add(text.substring(start));
    return segments;
  }

  private static List<String> splitUtf16(String text, int size) {
    List<String> simple = splitUtf16(text, size, false);
    List<String> payload = splitUtf16(text, size, true);
    return payload.size() > simple.size() ? simple : payload;
  }

  private static List<String> splitUtf16(String text, int size, boolean keepClusters) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    while (text.length() - start > size) {
      int end = beforePair(text, start + size);
      if (keepClusters) {
        end = beforeCluster(text, start, end);
      }
      segments.add(text.substring(start, end));
      start = end;
    }
    segments.add(text.substring(start));
    return segments;
  }

  private static int beforePair(String text, int end) {
    return Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end)) ? end - 1 : end;
  }

  private static int beforeCluster(String text, int start, int end) {
    if (isBetweenLetters(text, end)) {
      return end;
    }
    int to = Math.min(text.length(), end + MAX_CLUSTER_UNITS);
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text.substring(start, to));
    int split = end - start;
    while (end - start - split <= MAX_CLUSTER_UNITS) {
      // Khmer stacks the letter after a coeng below the previous one; Unicode ends the cluster
      // there.
      if (clusters.isBoundary(split) && text.charAt(start + split - 1) != KHMER_COENG) {
        return start + split;
      }
      split = clusters.preceding(split);
    }
    return end;
  }

  /**
   * A quick check for nearly every split: there is a boundary between two composed letters or
   * signs.
   */
  private static boolean isBetweenLetters(String text, int split) {
    char before = text.charAt(split - 1);
    char after = text.charAt(split);
    return isComposed(before) && isComposed(after) && !(before == '\r' && after == '\n');
  }

  private static boolean isComposed(char c) {
    return c < 0x0300 || (c >= 0x1E00 && c < 0x1F00);
  }
}
