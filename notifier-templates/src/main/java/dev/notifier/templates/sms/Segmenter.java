package dev.notifier.templates.sms;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts texts into segments as a carrier's {@link WireProfile} wants them: 160 septets or 70 UTF-16
 * units alone, 153 or 67 in each of several with an 8-bit reference. An escape pair or a surrogate
 * pair is never cut; what a reader sees as one character is kept whole where that costs no further
 * segment. Thread-safe.
 */
public final class Segmenter {
  /** Segments of a message unless the caller says otherwise. */
  public static final int DEFAULT_MAX_SEGMENTS = 10;

  /** The total in a concatenation header is one octet. */
  public static final int MAX_CONCATENATED_SEGMENTS = 255;

  /** How far a cut moves back to spare a cluster; a longer one is not a letter anybody reads. */
  private static final int MAX_CLUSTER_UNITS = 16;

  private static final char KHMER_COENG = '\u17D2';

  private final int maxSegments;
  private final WireProfile profile;

  public Segmenter() {
    this(DEFAULT_MAX_SEGMENTS);
  }

  /**
   * @param maxSegments 1 to 255
   */
  public Segmenter(int maxSegments) {
    this(maxSegments, WireProfile.DEFAULT);
  }

  /**
   * @param maxSegments 1 to 255; holds for what the centre cuts, too
   * @param profile of the carrier that the text is for
   */
  public Segmenter(int maxSegments, WireProfile profile) {
    if (maxSegments < 1 || maxSegments > MAX_CONCATENATED_SEGMENTS) {
      throw new IllegalArgumentException(
          "maxSegments must be 1 to " + MAX_CONCATENATED_SEGMENTS + ", is " + maxSegments);
    }
    this.maxSegments = maxSegments;
    this.profile = profile;
  }

  /** Cuts the text; an empty text is one empty segment. */
  public SegmentResult segment(String text) {
    return segment(text, Encoding.of(text, profile.alphabet()));
  }

  /**
   * Cuts a text whose encoding was decided before. One for message_payload stays whole, but has to
   * fit into the allowed segments all the same.
   */
  public SegmentResult segment(String text, Encoding encoding) {
    int units = encoding.units(text);
    if (units <= encoding.unitsInSingleSegment()) {
      return new SegmentedText(encoding, List.of(text), units);
    }
    List<String> segments = cut(text, encoding, units);
    if (segments.size() > maxSegments) {
      return new TooManySegments(encoding, segments.size(), maxSegments);
    }
    boolean whole = profile.concatenation() == Concatenation.PAYLOAD;
    return new SegmentedText(encoding, whole ? List.of(text) : segments, units);
  }

  /**
   * How many segments the text takes on the air, allowed or not, and also where the centre cuts it.
   */
  public int segmentCount(String text) {
    Encoding encoding = Encoding.of(text, profile.alphabet());
    int units = encoding.units(text);
    return units <= encoding.unitsInSingleSegment() ? 1 : cut(text, encoding, units).size();
  }

  private List<String> cut(String text, Encoding encoding, int units) {
    int size = encoding.unitsPerSegment(profile.concatenation());
    if (encoding == Encoding.UCS2) {
      return cutUtf16(text, size);
    }
    return units == text.length() ? cutEvenly(text, size) : cutSeptets(text, size);
  }

  /** Where every character is one septet. */
  private static List<String> cutEvenly(String text, int size) {
    List<String> segments = new ArrayList<>();
    for (int at = 0; at < text.length(); at += size) {
      segments.add(text.substring(at, Math.min(text.length(), at + size)));
    }
    return segments;
  }

  private static List<String> cutSeptets(String text, int size) {
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

  private static List<String> cutUtf16(String text, int size) {
    List<String> plain = cutUtf16(text, size, false);
    List<String> whole = cutUtf16(text, size, true);
    return whole.size() > plain.size() ? plain : whole;
  }

  private static List<String> cutUtf16(String text, int size, boolean keepClusters) {
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
    int cut = end - start;
    while (end - start - cut <= MAX_CLUSTER_UNITS) {
      // Khmer stacks the letter after a coeng below the one before; Unicode's clusters end there.
      if (clusters.isBoundary(cut) && text.charAt(start + cut - 1) != KHMER_COENG) {
        return start + cut;
      }
      cut = clusters.preceding(cut);
    }
    return end;
  }

  /** Nearly every cut: between two composed letters or signs there is a boundary. */
  private static boolean isBetweenLetters(String text, int cut) {
    char before = text.charAt(cut - 1);
    char after = text.charAt(cut);
    return isComposed(before) && isComposed(after) && !(before == '\r' && after == '\n');
  }

  private static boolean isComposed(char c) {
    return c < 0x0300 || (c >= 0x1E00 && c < 0x1F00);
  }
}
