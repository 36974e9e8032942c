package dev.notifier.replies.address;

import dev.notifier.replies.text.Phrase;
import dev.notifier.replies.text.PhraseSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the lists of phrases. */
final class PhraseReader {
  private static final int MAX_PHRASE_CHARACTERS = 100;
  private static final Map<String, PhraseList> LISTS =
      Stream.of(PhraseList.values())
          .collect(Collectors.toMap(PhraseList::key, Function.identity()));

  /** A phrase in two of these lists would have two meanings. */
  private static final Set<PhraseList> COMMANDS =
      Set.of(
          PhraseList.OPT_OUT,
          PhraseList.OPT_OUT_WITH_MARKS,
          PhraseList.OPT_IN,
          PhraseList.OPT_IN_WITH_MARKS,
          PhraseList.DO_NOT_CALL,
          PhraseList.HELP,
          PhraseList.ACKNOWLEDGEMENTS);

  private final Map<List<String>, PhraseList> commands = new HashMap<>();

  Map<PhraseList, PhraseSet> read(Field field) {
    Map<String, Field> fields = field.mapping(LISTS.keySet());
    Map<PhraseList, PhraseSet> phrases = new EnumMap<>(PhraseList.class);
    for (PhraseList list : PhraseList.values()) {
      field
          .required(fields, list.key())
          .ifPresent(items -> phrases.put(list, new PhraseSet(phrases(items, list))));
    }
    return phrases;
  }

  private List<Phrase> phrases(Field field, PhraseList list) {
    List<Phrase> phrases = new ArrayList<>();
    for (Field item : field.items()) {
      Phrase phrase = item.parsed(Phrase::of);
      if (phrase == null) {
        continue;
      }
      if (phrase.text().length() > MAX_PHRASE_CHARACTERS) {
        item.problem("a phrase has at most " + MAX_PHRASE_CHARACTERS + " characters; shorten it");
      } else if (phrases.contains(phrase)) {
        item.problem("is here twice; remove one of them");
      } else if (isMeantTwice(phrase, list, item)) {
        continue;
      }
      phrases.add(phrase);
    }
    return phrases;
  }

  private boolean isMeantTwice(Phrase phrase, PhraseList list, Field item) {
    if (!COMMANDS.contains(list)) {
      return false;
    }
    PhraseList other = commands.putIfAbsent(phrase.plain(), list);
    if (other == null || other == list) {
      return false;
    }
    item.problem("without diacritics it is also in " + other.key() + "; remove one of them");
    return true;
  }
}
