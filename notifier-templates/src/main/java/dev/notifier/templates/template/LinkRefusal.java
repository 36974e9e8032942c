package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.TextError;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a text with a link that only exists after normalization. */
final class LinkRefusal {
  private static final NotRendered COMPOSED =
      new NotRendered(
          TextError.LINK,
          "",
          "values form a link together, or a link in other characters; remove it, because"
              + " this template does not allow links");

  private record Found(String field, String domain) {}

  private LinkRefusal() {}

  /**
   * Names the field and the top-level domain if exactly one value alone forms a link. The domain is
   * a registered one, so that the detail contains nothing personal.
   *
   * @param rendered before normalization; values that it does not contain are left out
   */
  static NotRendered of(Map<?, ?> data, String rendered, DiacriticsPolicy diacritics) {
    List<Found> found = new ArrayList<>();
    collect("", data, rendered, diacritics, found);
    if (found.size() != 1) {
      return COMPOSED;
    }
    return new NotRendered(
        TextError.LINK,
        found.getFirst().field(),
        "remove the link that ends in ."
            + found.getFirst().domain()
            + ", or write a blank after the full stop; this template does not allow links");
  }

  private static void collect(
      String path,
      @Nullable Object value,
      String rendered,
      DiacriticsPolicy diacritics,
      List<Found> found) {
    switch (value) {
      case String text when rendered.contains(text) -> {
        String marked =
            LinkDetector.split(text, LinkScanner.sentenceEnds(text), ComposedLinkDetector.MARK);
        String domain =
            LinkScanner.firstDomain(
                diacritics == DiacriticsPolicy.STRIP ? Diacritics.strip(marked) : marked);
        if (!domain.isEmpty()) {
          found.add(new Found(path, domain));
        }
      }
      case Map<?, ?> map ->
          map.forEach((name, each) ->
              collect(
                  path.isEmpty() ? String.valueOf(name) : path + "." + name,
                  each,
                  rendered,
                  diacritics,
                  found));
      case List<?> list -> list.forEach(each -> collect(path, each, rendered, diacritics, found));
      case null, default -> {}
    }
  }
}
