package dev.notifier.console.templates;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/templates/preview} says: the texts as they are sent, and what is wrong.
 *
 * @param diagnostics if there are any, there are no previews
 * @param submitErrors why it cannot be submitted
 */
record TextPreview(
    @Nullable List<Finding> diagnostics,
    @Nullable List<Finding> submitErrors,
    @Nullable List<Sent> previews,
    @Nullable List<Warning> warnings) {

  /** Nothing is known. */
  static TextPreview none() {
    return new TextPreview(List.of(), List.of(), List.of(), List.of());
  }

  /** The preview of a version; nothing if the HTTP interface is too busy for one. */
  static TextPreview ofVersion(ConsoleRequest request, String id, String version) {
    try {
      return request
          .api()
          .search(
              ApiPath.of("/v1/templates/{}/versions/{}/preview", id, version),
              null,
              TextPreview.class);
    } catch (ApiException e) {
      return none();
    }
  }

  /** Something that is wrong in a template, with its place. */
  record Finding(
      @Nullable String pointer,
      String code,
      @Nullable String detail,
      @Nullable Integer line,
      @Nullable Integer column) {
    boolean isAbout(int variant) {
      return pointer != null
          && (pointer.startsWith("/variants/" + variant + "/")
              || pointer.equals("/variants/" + variant));
    }

    boolean isGeneral() {
      return pointer == null || !pointer.startsWith("/variants/");
    }
  }

  /** Something that a person should look at. */
  record Warning(
      String code,
      String locale,
      @Nullable Map<String, Object> audience,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String detail,
      @Nullable List<Letter> characters) {
    private String key() {
      return variantKey(locale, audience);
    }

    /** The letters that it is about, each once. */
    String letters() {
      return characters == null
          ? ""
          : String.join(" ", characters.stream().map(Letter::character).distinct().toList());
    }
  }

  /** A letter of a text. */
  record Letter(int index, String character, @Nullable String codePoint) {}

  /** A variant with one sample on one route: a text or an error. */
  record Sent(
      String locale,
      @Nullable Map<String, Object> audience,
      String sample,
      String route,
      @Nullable String text,
      @Nullable String encoding,
      @Nullable Letter firstUcs2Character,
      @Nullable Integer units,
      @Nullable Integer segments,
      @Nullable Integer cost,
      @Nullable Finding error) {
    private String key() {
      return variantKey(locale, audience);
    }

    private Sent on(String routes, @Nullable Integer cost) {
      return new Sent(
          locale,
          audience,
          sample,
          routes,
          text,
          encoding,
          firstUcs2Character,
          units,
          segments,
          cost,
          error);
    }

    boolean hasText() {
      return text != null;
    }

    /** The text before the letter that forces UCS-2; the whole text without one. */
    String before() {
      return cut(0, letterStart());
    }

    /** The letter that forces UCS-2; empty without one. */
    String letter() {
      return cut(letterStart(), letterEnd());
    }

    String behind() {
      return cut(letterEnd(), length());
    }

    private int length() {
      return text == null ? 0 : text.length();
    }

    private int letterStart() {
      return firstUcs2Character == null
          ? length()
          : Math.clamp(firstUcs2Character.index(), 0, length());
    }

    private int letterEnd() {
      return firstUcs2Character == null
          ? length()
          : Math.min(letterStart() + firstUcs2Character.character().length(), length());
    }

    private String cut(int from, int to) {
      return text == null ? "" : text.substring(from, to);
    }
  }

  private static String variantKey(String locale, @Nullable Map<String, Object> audience) {
    return EditedVariant.of(
            audience == null
                ? Map.of("locale", locale)
                : Map.of("locale", locale, "audience", audience))
        .key();
  }

  /** The messages of a variant; routes that send the same text are one. */
  List<Sent> of(EditedVariant variant) {
    Map<Sent, List<Sent>> same = new LinkedHashMap<>();
    for (Sent sent : orEmpty(previews)) {
      if (sent.key().equals(variant.key())) {
        same.computeIfAbsent(sent.on("", null), _ -> new ArrayList<>()).add(sent);
      }
    }
    return same.values().stream().map(TextPreview::merged).toList();
  }

  /** One message; if its cost differs, it is shown with each route. */
  private static Sent merged(List<Sent> same) {
    Sent first = same.getFirst();
    boolean oneCost = same.stream().allMatch(sent -> Objects.equals(sent.cost(), first.cost()));
    String routes =
        same.stream()
            .map(sent -> oneCost ? sent.route() : sent.route() + " " + sent.cost() + " ₫")
            .collect(Collectors.joining(", "));
    return first.on(routes, oneCost ? first.cost() : null);
  }

  /** The most segments of a variant. */
  int segments(EditedVariant variant) {
    return of(variant).stream()
        .map(Sent::segments)
        .mapToInt(segments -> segments == null ? 0 : segments)
        .max()
        .orElse(0);
  }

  /** The alphabet of the longest message of a variant. */
  String alphabet(EditedVariant variant) {
    int most = segments(variant);
    return of(variant).stream()
        .filter(sent -> sent.segments() != null && sent.segments() == most)
        .map(Sent::encoding)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** The errors of a variant. */
  List<Finding> findings(int variant) {
    return all().filter(finding -> finding.isAbout(variant)).toList();
  }

  /** The errors of no variant. */
  List<Finding> general() {
    return all().filter(Finding::isGeneral).toList();
  }

  private Stream<Finding> all() {
    return Stream.concat(orEmpty(diagnostics).stream(), orEmpty(submitErrors).stream());
  }

  /** Whether it can be submitted. */
  boolean isSendable() {
    return all().findAny().isEmpty();
  }

  /** How many errors there are. */
  int errors() {
    return (int) all().count();
  }

  /** The warnings about a variant, one of each kind. */
  List<Warning> warnings(EditedVariant variant) {
    Map<String, Warning> byCode = new LinkedHashMap<>();
    for (Warning warning : orEmpty(warnings)) {
      if (warning.key().equals(variant.key())) {
        byCode.putIfAbsent(warning.code(), warning);
      }
    }
    return List.copyOf(byCode.values());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
