package dev.notifier.replies.knowledge;

import dev.notifier.replies.text.Folding;
import dev.notifier.replies.text.WordFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a language that mean the same, and words that say nothing. An expression is
 * replaced by its term, the longest one first. Thread-safe.
 */
final class Synonyms {
  private static final Set<String> LANGUAGES_WITH_DATA = Set.of("vi", "en");

  private static final String FILLER = "";

  private static final class Node {
    private final Map<String, Node> next = new HashMap<>();
    private @Nullable String term;
  }

  private final Node root = new Node();
  private final Map<String, Set<String>> contained = new HashMap<>();

  /** The terms that say what a text is about, and the terms that contain one of them. */
  private final Set<String> subjects = new HashSet<>();

  private final Set<String> syllables = new HashSet<>();

  private Synonyms() {}

  /** Returns the data of the language; a language without data has none. */
  static Synonyms of(String language) {
    Synonyms synonyms = new Synonyms();
    if (LANGUAGES_WITH_DATA.contains(language)) {
      WordFile.lines(Synonyms.class, "synonyms-" + language + ".txt").forEach(synonyms::add);
      WordFile.words(Synonyms.class, "fillers-" + language + ".txt").stream()
          .map(Folding::fold)
          .forEach(filler -> synonyms.put(filler, FILLER));
      WordFile.words(Synonyms.class, "subjects-" + language + ".txt").stream()
          .map(Folding::fold)
          .forEach(synonyms.subjects::add);
      for (String term : synonyms.contained.keySet()) {
        if (!Collections.disjoint(synonyms.containedIn(term), synonyms.subjects)) {
          synonyms.subjects.add(term);
        }
      }
    }
    return synonyms;
  }

  /** Reads {@code term > contained, contained = expression, expression}. */
  private void add(String line) {
    int equals = line.indexOf('=');
    String[] terms = line.substring(0, equals).split("[>,]", -1);
    String term = Folding.fold(terms[0].strip());
    for (int i = 1; i < terms.length; i++) {
      contained
          .computeIfAbsent(term, any -> new LinkedHashSet<>())
          .add(Folding.fold(terms[i].strip()));
    }
    put(term, term);
    for (String expression : line.substring(equals + 1).split(",", -1)) {
      put(Folding.fold(expression.strip()), term);
    }
  }

  private void put(String expression, String term) {
    Node node = root;
    for (String syllable : expression.split(" ", -1)) {
      syllables.add(syllable);
      node = node.next.computeIfAbsent(syllable, any -> new Node());
    }
    node.term = node.term == null ? term : node.term;
  }

  /** Returns the syllables of all expressions and fillers. */
  Set<String> syllables() {
    return syllables;
  }

  /** Returns the terms that the term contains, at any depth. */
  Set<String> containedIn(String term) {
    Set<String> all = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(contained.getOrDefault(term, Set.of()));
    while (!open.isEmpty()) {
      String inner = open.removeLast();
      if (all.add(inner)) {
        open.addAll(contained.getOrDefault(inner, Set.of()));
      }
    }
    return all;
  }

  /** Returns whether one of the terms says what the text is about; always without data. */
  boolean haveSubject(List<String> terms) {
    return subjects.isEmpty() || terms.stream().anyMatch(subjects::contains);
  }

  /** Replaces expressions by terms and leaves fillers out, unless there is nothing else. */
  List<String> terms(List<String> words) {
    List<String> terms = new ArrayList<>(words.size());
    int position = 0;
    while (position < words.size()) {
      Node node = root;
      String term = null;
      int end = position;
      for (int i = position; i < words.size(); i++) {
        node = node.next.get(words.get(i));
        if (node == null) {
          break;
        }
        if (node.term != null) {
          term = node.term;
          end = i + 1;
        }
      }
      if (term == null) {
        terms.add(words.get(position++));
        continue;
      }
      if (!term.equals(FILLER)) {
        terms.add(term);
      }
      position = end;
    }
    return terms.isEmpty() ? words : terms;
  }
}
