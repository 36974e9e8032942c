package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.text.InboundWord;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import dev.notifier.replies.text.PhraseSet;
import dev.notifier.replies.text.WholeMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What keywords mean that are a whole text, with what may be around them. Thread-safe. */
final class KeywordText {
  /** What a text says about general messages. */
  enum Meaning {
    STOP,
    ALLOW,
    DO_NOT_CALL,
    /** It may stop messages, and may mean something else. */
    UNCLEAR,
    NONE
  }

  private static final int MAX_LETTERS_OF_ABBREVIATION = 2;

  private final AddressConfig config;
  private final PhraseSet strictFillers;
  private final PhraseSet fillers;
  private final PhraseSet politeFillers;
  private final PhraseSet mildFillers;
  private final PhraseSet keywords;

  KeywordText(AddressConfig config) {
    this.config = config;
    List<Phrase> own = ownNames(config);
    strictFillers = with(own, config.phrases(PhraseList.NAME_FILLERS));
    fillers = with(own, config.phrases(PhraseList.FILLERS));
    politeFillers = with(own, PoliteWords.of(config));
    mildFillers = with(strictFillers.phrases(), config.phrases(PhraseList.PARTICLES));
    keywords = with(phrases(PhraseList.OPT_OUT), config.phrases(PhraseList.OPT_OUT_WITH_MARKS));
  }

  /** The senders, with or without {@code từ} before them, and the same for the addresses. */
  private static List<Phrase> ownNames(AddressConfig config) {
    return Stream.of(config.repliesFor(), List.of(config.address()), config.formerAddresses())
        .flatMap(List::stream)
        .flatMap(name -> Stream.of(name, "từ " + name, "của " + name))
        .map(Phrase::of)
        .toList();
  }

  private static PhraseSet with(List<Phrase> phrases, PhraseSet more) {
    return new PhraseSet(
        Stream.concat(phrases.stream(), more.phrases().stream()).distinct().toList());
  }

  private List<Phrase> phrases(PhraseList list) {
    return config.phrases(list).phrases();
  }

  Meaning meaning(InboundWords words) {
    Whole whole = new Whole(words);
    if (whole.isOneOf(PhraseList.DO_NOT_CALL)) {
      return Meaning.DO_NOT_CALL;
    }
    if (whole.isOneOf(PhraseList.OPT_OUT) || whole.isWithMarks()) {
      return Meaning.STOP;
    }
    if (whole.allows()) {
      return Meaning.ALLOW;
    }
    if (whole.isUnclear()) {
      return Meaning.UNCLEAR;
    }
    return repeated(words);
  }

  /** Whether a phrase begins with a word that is a name without its diacritics: {@code hủy tin}. */
  private boolean isName(Phrase phrase) {
    String first = phrase.plain().getFirst();
    return phrases(PhraseList.NAMES).stream()
        .anyMatch(name -> name.plain().getFirst().equals(first));
  }

  /** {@code cho em tc} may be short for something else than {@code từ chối}. */
  private static boolean isAbbreviation(Phrase phrase) {
    return phrase.size() == 1 && phrase.plain().getFirst().length() <= MAX_LETTERS_OF_ABBREVIATION;
  }

  /** Whether the words at an index may be a name and not the phrase. */
  boolean mayBeName(Phrase phrase, InboundWords words, int index) {
    return isName(phrase) && !words.get(index).hasMarks();
  }

  /** Someone who writes the other words with diacritics leaves them out of a name only. */
  boolean isCertainlyName(Phrase phrase, InboundWords words, int index) {
    return mayBeName(phrase, words, index) && words.list().stream().anyMatch(InboundWord::hasMarks);
  }

  /** A keyword again and again is one; different ones may turn each other around. */
  private Meaning repeated(InboundWords words) {
    List<String> found = new ArrayList<>();
    boolean certain = true;
    int index = 0;
    while (index < words.size()) {
      int keyword = keywords.lengthAt(words, index);
      int length = keyword > 0 ? keyword : politeFillers.lengthAt(words, index);
      if (length == 0) {
        return Meaning.NONE;
      }
      if (keyword > 0) {
        certain &= isCertain(words, index);
        found.add(initials(words.slice(index, index + keyword)));
      }
      index += length;
    }
    if (found.size() < 2) {
      return Meaning.NONE;
    }
    Set<String> different = new HashSet<>(found);
    return certain && different.size() == 1 ? Meaning.STOP : Meaning.UNCLEAR;
  }

  private boolean isCertain(InboundWords words, int index) {
    boolean listed =
        phrases(PhraseList.OPT_OUT).stream()
            .anyMatch(phrase -> phrase.isAt(words, index) && !mayBeName(phrase, words, index));
    return listed
        || phrases(PhraseList.OPT_OUT_WITH_MARKS).stream()
            .anyMatch(
                phrase -> phrase.isAt(words, index) && phrase.isWrittenWithMarks(words, index));
  }

  /** So that {@code từ chối} is the same as {@code tc}. */
  private static String initials(InboundWords words) {
    return words.size() == 1
        ? words.get(0).plain()
        : words.list().stream()
            .map(word -> word.plain().substring(0, 1))
            .collect(Collectors.joining());
  }

  /** The words of a message, with what may be around a keyword. */
  private final class Whole {
    private final InboundWords words;
    private final WholeMatch alone;
    private final WholeMatch strict;
    private final WholeMatch mild;
    private final WholeMatch plain;
    private final WholeMatch polite;

    Whole(InboundWords words) {
      this.words = words;
      alone = new PhraseSet(List.of()).around(words);
      strict = strictFillers.around(words);
      mild = mildFillers.around(words);
      plain = fillers.around(words);
      polite = politeFillers.around(words);
    }

    boolean isOneOf(PhraseList list) {
      return phrases(list).stream().anyMatch(phrase -> indexOf(phrase) >= 0);
    }

    boolean isWithMarks() {
      return phrases(PhraseList.OPT_OUT_WITH_MARKS).stream()
          .anyMatch(phrase -> {
            int index = indexOf(phrase);
            return index >= 0 && phrase.isWrittenWithMarks(words, index);
          });
    }

    boolean allows() {
      return mild.isOneOf(phrases(PhraseList.OPT_IN))
          || alone.isOneOf(phrases(PhraseList.OPT_IN_WITH_MARKS))
          || phrases(PhraseList.OPT_IN_WITH_MARKS).stream()
              .anyMatch(phrase -> {
                int index = polite.indexOf(phrase);
                return index >= 0 && phrase.isWrittenWithMarks(words, index);
              });
    }

    boolean isUnclear() {
      return isUnclear(polite, PhraseList.OPT_OUT_WITH_MARKS)
          || isUnclear(plain, PhraseList.OPT_OUT);
    }

    private boolean isUnclear(WholeMatch match, PhraseList list) {
      return match.isOneOf(phrases(list)) && !isNameIn(list);
    }

    private boolean isNameIn(PhraseList list) {
      return phrases(list).stream()
          .anyMatch(phrase ->
              IntStream.range(0, words.size())
                  .anyMatch(
                      index -> phrase.isAt(words, index) && isCertainlyName(phrase, words, index)));
    }

    private int indexOf(Phrase phrase) {
      int index = polite.indexOf(phrase);
      if (index >= 0 && isAbbreviation(phrase)) {
        return mild.indexOf(phrase);
      }
      if (index < 0 || !mayBeName(phrase, words, index)) {
        return index;
      }
      return isCertainlyName(phrase, words, index) ? -1 : strict.indexOf(phrase);
    }
  }
}
