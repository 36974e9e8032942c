package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.text.Language;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the knowledge base, whose SMS answer can be sent.
 *
 * @param titles by language
 */
record CannedAnswer(String id, Map<String, String> titles) {
  private static final int MAX_WORDS = 100;

  /**
   * The first hundred, by id.
   *
   * @param next null if there are no more
   */
  record All(List<CannedAnswer> entries, @Nullable String next) {
    private static final int MAX_LINES = 8;

    /** How many lines of the list are shown: what was found is seen without opening it. */
    int lines(String find) {
      return find.isEmpty() ? 1 : Math.min(MAX_LINES, Math.max(2, entries.size() + 1));
    }
  }

  /** An entry of {@code GET /v1/knowledge/{id}}. */
  private record Entry(String id, @Nullable Content published) {
    record Content(List<Variant> variants) {}

    record Variant(String language, String title) {}

    CannedAnswer answer() {
      Map<String, String> titles = new LinkedHashMap<>();
      if (published != null) {
        published.variants().forEach(each -> titles.put(each.language(), each.title()));
      }
      return new CannedAnswer(id, titles);
    }
  }

  /** Whether the person may choose some. */
  static boolean areFor(ConsoleRequest request) {
    return request.account().has("knowledge:read") && request.account().has("inbox:write");
  }

  /**
   * Those that are published and have the words in their titles that the form says, with the one
   * that is chosen; none if the person may not read the knowledge base.
   */
  static All read(ConsoleRequest request, Form typed) {
    if (!areFor(request)) {
      return new All(List.of(), null);
    }
    String words = typed.text("find");
    All found =
        request
            .api()
            .get(
                ApiPath.of("/v1/knowledge")
                    .with("state", "published")
                    .with("words", words.substring(0, Math.min(MAX_WORDS, words.length()))),
                All.class);
    String chosen = typed.text("knowledge");
    if (chosen.isEmpty() || found.entries().stream().anyMatch(each -> each.id().equals(chosen))) {
      return found;
    }
    List<CannedAnswer> all = new ArrayList<>();
    all.add(one(request, chosen));
    all.addAll(found.entries());
    return new All(all, found.next());
  }

  private static CannedAnswer one(ConsoleRequest request, String id) {
    try {
      return request.api().get(ApiPath.of("/v1/knowledge/{}", id), Entry.class).answer();
    } catch (ApiException e) {
      // The form says what is wrong when it is sent.
      return new CannedAnswer(id, Map.of());
    }
  }

  /** The title in a language, or in another one. */
  String title(Language language) {
    return titles.getOrDefault(language.tag(), titles.values().stream().findFirst().orElse(id));
  }
}
