package dev.notifier.console.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of all pages by key. Each package of pages has its texts in {@code texts_vi.properties}
 * and {@code texts_en.properties}; {@code {0}} and so on are the places of values, and {@code
 * {0|line|lines}} is a word for one and a word for any other number. Immutable.
 */
public final class Texts {
  private static final String FILES = "classpath*:dev/notifier/console/**/texts_";
  private static final String ENDING = ".properties";

  /** Its words may have places of values. */
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private static final Pattern NUMBERED =
      Pattern.compile("\\{(\\d)\\|([^|{}]*)\\|((?:[^|{}]|\\{\\d})*)}");

  private final Map<Language, Map<String, String>> texts;
  private final Sentences sentences;
  private final Sentences findings;

  private Texts(Map<Language, Map<String, String>> texts) {
    this.texts = texts;
    this.sentences = new Sentences(of(Language.ENGLISH), Sentences.GROUP);
    this.findings = new Sentences(of(Language.ENGLISH), Sentences.FINDINGS);
  }

  /**
   * Reads the files of all packages.
   *
   * @throws IllegalStateException if a key is in two files
   */
  public static Texts load() {
    Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      texts.put(language, read(language));
    }
    return new Texts(texts);
  }

  private static Map<String, String> read(Language language) {
    Map<String, String> texts = new HashMap<>();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources(FILES + language.tag() + ENDING)) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
          properties.load(reader);
        }
        for (String key : properties.stringPropertyNames()) {
          if (texts.put(key, properties.getProperty(key)) != null) {
            throw new IllegalStateException("The text " + key + " is in two files");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(texts);
  }

  /** The texts of a language by key. */
  public Map<String, String> of(Language language) {
    return texts.getOrDefault(language, Map.of());
  }

  /**
   * A text with its values.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  public String get(Language language, String key, Object... values) {
    return find(language, key, values)
        .orElseThrow(() ->
            new IllegalArgumentException("There is no text " + key + " in " + language.tag()));
  }

  /** A text with its values, if there is one: for keys that come from the HTTP interface. */
  public Optional<String> find(Language language, String key, Object... values) {
    return Optional.ofNullable(of(language).get(key)).map(text -> fill(text, values));
  }

  /** The text of a group that has this English form. */
  public Optional<String> translate(Language language, String group, String english) {
    return of(Language.ENGLISH).entrySet().stream()
        .filter(text -> text.getKey().startsWith(group + ".") && text.getValue().equals(english))
        .findFirst()
        .flatMap(text -> find(language, text.getKey()));
  }

  /**
   * A sentence that a program has stored in English, if it is one that is known.
   *
   * @param english with whatever values
   */
  public Optional<String> said(Language language, String english) {
    return sentences.translate(this, language, english);
  }

  /**
   * What is said in English about the text of a template, if it is a sentence that is known.
   *
   * @param english with whatever values
   */
  public Optional<String> found(Language language, String english) {
    return findings.translate(this, language, english);
  }

  /** Chooses the words for numbers. */
  private static String numbered(String text, Object... values) {
    return NUMBERED
        .matcher(text)
        .replaceAll(words -> {
          int place = Integer.parseInt(words.group(1));
          boolean one = place < values.length && "1".equals(String.valueOf(values[place]));
          return Matcher.quoteReplacement(words.group(one ? 2 : 3));
        });
  }

  private static String fill(String text, Object... values) {
    String numbered = text.contains("|") ? numbered(text, values) : text;
    // In one pass: a value may have something like a place itself.
    return PLACE
        .matcher(numbered)
        .replaceAll(place -> {
          int index = Integer.parseInt(place.group(1));
          return Matcher.quoteReplacement(
              index < values.length ? String.valueOf(values[index]) : place.group());
        });
  }
}
