package dev.notifier.worker.uploads;

import dev.notifier.planning.PlanningDecision;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Gsm7Alphabet;
import dev.notifier.worker.uploads.DryRunResult.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted so far: where a step of a dry run begins. Has texts of a few messages. Used by
 * one thread.
 */
final class DryRunCounts {
  private static final int RANDOM_SAMPLES = 3;

  /** Rare characters beyond are not counted. */
  private static final int MAX_CHARACTERS = 500;

  private static final int SHOWN_CHARACTERS = 20;

  /** The next chunk. */
  int chunk;

  int messages;

  /** Whether earlier lines of the file about the same facts are not looked at any more. */
  boolean withoutEarlier;

  final Map<String, Integer> skipped = new TreeMap<>();
  final Map<String, int[]> byEncoding = new TreeMap<>();
  final Map<String, int[]> byRoute = new TreeMap<>();
  final Map<String, Integer> characters = new TreeMap<>();
  @Nullable Sample shortest;
  @Nullable Sample longest;
  final List<Sample> random = new ArrayList<>();

  /** The same as JSON. */
  record Position(
      int chunk,
      int messages,
      Map<String, Integer> skipped,
      Map<String, int[]> byEncoding,
      Map<String, int[]> byRoute,
      Map<String, Integer> characters,
      @Nullable Sample shortest,
      @Nullable Sample longest,
      List<Sample> random,
      @Nullable Boolean withoutEarlier) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Position[" + chunk + "]";
    }
  }

  static DryRunCounts of(@Nullable Position position) {
    DryRunCounts counts = new DryRunCounts();
    if (position != null) {
      counts.chunk = position.chunk();
      counts.messages = position.messages();
      counts.skipped.putAll(position.skipped());
      counts.byEncoding.putAll(position.byEncoding());
      counts.byRoute.putAll(position.byRoute());
      counts.characters.putAll(position.characters());
      counts.shortest = position.shortest();
      counts.longest = position.longest();
      counts.random.addAll(position.random());
      counts.withoutEarlier = Boolean.TRUE.equals(position.withoutEarlier());
    }
    return counts;
  }

  Position position() {
    return new Position(
        chunk,
        messages,
        skipped,
        byEncoding,
        byRoute,
        characters,
        shortest,
        longest,
        random,
        withoutEarlier ? Boolean.TRUE : null);
  }

  void skip(String reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  void add(StoredLine line, String phone, PlanningDecision.Message message) {
    int segments = message.segments().count();
    messages++;
    count(byEncoding, message.segments().encoding().name(), segments);
    count(byRoute, message.route(), segments);
    if (message.segments().encoding() == Encoding.UCS2) {
      addCharacters(message.text());
    }
    Sample sample =
        new Sample(line.line(), phone, message.text(), segments, message.template().locale());
    Sample least = shortest;
    Sample most = longest;
    if (least == null || message.text().length() < least.text().length()) {
      shortest = sample;
    }
    if (most == null || message.text().length() > most.text().length()) {
      longest = sample;
    }
    addRandom(sample);
  }

  private static void count(Map<String, int[]> counts, String key, int segments) {
    int[] count = counts.computeIfAbsent(key, _ -> new int[2]);
    count[0]++;
    count[1] += segments;
  }

  private void addCharacters(String text) {
    Set<String> found = new HashSet<>();
    text.codePoints()
        .filter(each -> each > 127)
        .mapToObj(Character::toString)
        .filter(each -> !Gsm7Alphabet.contains(each))
        .forEach(found::add);
    for (String each : found) {
      if (characters.size() < MAX_CHARACTERS || characters.containsKey(each)) {
        characters.merge(each, 1, Integer::sum);
      }
    }
  }

  /** The lines with the least mixed numbers: the same ones each time. */
  private void addRandom(Sample sample) {
    random.add(sample);
    if (random.size() > RANDOM_SAMPLES) {
      random.sort(Comparator.comparingInt(each -> mixed(each.line())));
      random.removeLast();
    }
  }

  private static int mixed(int line) {
    int mixed = line * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) * 0x85EBCA6B;
  }

  List<DryRunResult.Ucs2Character> shownCharacters() {
    return characters.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(SHOWN_CHARACTERS)
        .map(each -> new DryRunResult.Ucs2Character(each.getKey(), each.getValue()))
        .toList();
  }

  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    Set<Integer> lines = new HashSet<>();
    List<@Nullable Sample> all = new ArrayList<>();
    all.add(shortest);
    all.add(longest);
    all.addAll(random);
    for (@Nullable Sample each : all) {
      if (each != null && lines.add(each.line())) {
        samples.add(each);
      }
    }
    return samples;
  }
}
