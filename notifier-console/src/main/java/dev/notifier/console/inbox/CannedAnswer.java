package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.text.Language;
import dev.notifier.console.web.ConsoleRequest;
import java.util.List;
import java.util.Map;

/**
 * An entry of the knowledge base, whose SMS answer can be sent.
 *
 * @param titles by language
 */
record CannedAnswer(String id, Map<String, String> titles) {

  /** The first hundred, by id. */
  record All(List<CannedAnswer> entries) {}

  /** Those that are published; none if the person may not read the knowledge base. */
  static All read(ConsoleRequest request) {
    if (!request.account().has("knowledge:read") || !request.account().has("inbox:write")) {
      return new All(List.of());
    }
    return request.api().get(ApiPath.of("/v1/knowledge").with("state", "published"), All.class);
  }

  /** The title in a language, or in another one. */
  String title(Language language) {
    return titles.getOrDefault(language.tag(), titles.values().stream().findFirst().orElse(id));
  }
}
