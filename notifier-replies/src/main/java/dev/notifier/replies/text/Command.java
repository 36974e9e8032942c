package dev.notifier.replies.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text without what people copy from an instruction around its words: {@code SOAN … GUI 8079},
 * {@code DAU CACH}, the prefix of a shared short code, also glued: {@code BHQT0110129425}.
 *
 * @param words what remains
 * @param hasPrefix whether the text began with the prefix
 */
public record Command(InboundWords words, boolean hasPrefix) {
  private static final Set<String> BEFORE_ADDRESS =
      Set.of("GUI", "NHAN", "DEN", "TU", "TOI", "VE", "QUA", "SO", "DAU", "TONG", "DAI");
  private static final String SEPARATORS = "-./";

  /**
   * Reads a text.
   *
   * @param prefix in upper case; empty if the address has none
   * @param addresses to which instructions send a message
   * @param heads words in upper case that a prefix, or an identifier, may be glued to
   */
  public static Command of(
      InboundWords all, String prefix, Set<String> addresses, Set<String> heads) {
    InboundWords words = withoutAddress(withoutBlanks(withoutCompose(all)), addresses);
    boolean hasPrefix = false;
    if (!words.isEmpty() && !prefix.isEmpty()) {
      if (words.get(0).plain().equals(prefix)) {
        words = words.slice(1, words.size());
        hasPrefix = true;
      } else {
        Optional<InboundWord> rest = rest(words.get(0), prefix);
        if (rest.isPresent() && (isHead(rest.get(), heads) || split(rest.get(), heads) != null)) {
          words = words.replace(0, List.of(rest.get()));
          hasPrefix = true;
        }
      }
    }
    List<InboundWord> parts = words.isEmpty() ? null : split(words.get(0), heads);
    return new Command(parts == null ? words : words.replace(0, parts), hasPrefix);
  }

  private static InboundWords withoutCompose(InboundWords words) {
    int start = 0;
    if (startsWith(words, 0, "SOAN")) {
      start = startsWith(words, 1, "TIN") ? 2 : 1;
      start += startsWith(words, start, "NHAN") ? 1 : 0;
    }
    return words.slice(start, words.size());
  }

  private static boolean startsWith(InboundWords words, int index, String plain) {
    return index < words.size() && words.get(index).plain().equals(plain);
  }

  private static InboundWords withoutBlanks(InboundWords words) {
    InboundWords kept = words;
    for (int i = kept.size() - 2; i >= 0; i--) {
      if (startsWith(kept, i, "DAU") && startsWith(kept, i + 1, "CACH")) {
        kept = kept.replace(i + 1, List.of()).replace(i, List.of());
      }
    }
    return kept;
  }

  private static InboundWords withoutAddress(InboundWords words, Set<String> addresses) {
    int end = words.size() - 1;
    if (end < 0) {
      return words;
    }
    String last = words.get(end).plain();
    if (!addresses.contains(last)) {
      return words;
    }
    while (end > 0 && BEFORE_ADDRESS.contains(words.get(end - 1).plain())) {
      end--;
    }
    return words.slice(0, end);
  }

  private static boolean isHead(InboundWord word, Set<String> heads) {
    return heads.contains(word.plain());
  }

  /** Returns a head and the identifier that is glued to it; null if the word is something else. */
  private static @Nullable List<InboundWord> split(InboundWord word, Set<String> heads) {
    if (!word.hasDigit()) {
      return null;
    }
    return heads.stream()
        .filter(head -> rest(word, head).filter(InboundWord::hasDigit).isPresent())
        .max(Comparator.comparingInt(String::length))
        .<List<InboundWord>>map(head -> {
          List<InboundWord> parts = new ArrayList<>();
          parts.add(new InboundWord(head, word.marked().substring(0, head.length())));
          parts.add(rest(word, head).orElseThrow());
          return parts;
        })
        .orElse(null);
  }

  /** Returns what follows the start of a word; empty if it does not start so, or ends there. */
  private static Optional<InboundWord> rest(InboundWord word, String start) {
    if (!word.plain().startsWith(start)
        || !word.marked().startsWith(start.toLowerCase(Locale.ROOT))
        || word.plain().length() != word.marked().length()) {
      return Optional.empty();
    }
    int from = start.length();
    while (from < word.plain().length() && SEPARATORS.indexOf(word.plain().charAt(from)) >= 0) {
      from++;
    }
    return from == word.plain().length()
        ? Optional.empty()
        : Optional.of(new InboundWord(word.plain().substring(from), word.marked().substring(from)));
  }
}
