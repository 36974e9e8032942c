package dev.notifier.console.single;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template of which a test is sent.
 *
 * @param version its number; empty for the draft
 * @param eventType for which it is
 * @param locales the languages of its texts
 */
record TestedText(String id, String version, String eventType, List<String> locales) {
  /** What the HTTP interface says of a draft or a version. */
  private record Source(@Nullable Map<String, Object> template) {}

  static TestedText of(ConsoleRequest request, String id, String version) {
    Source source = request.api().get(path(id, version), Source.class);
    Map<String, Object> template = source.template() == null ? Map.of() : source.template();
    Set<String> locales = new LinkedHashSet<>();
    if (template.get("variants") instanceof List<?> variants) {
      for (Object variant : variants) {
        if (variant instanceof Map<?, ?> text && text.get("locale") instanceof String locale) {
          locales.add(locale);
        }
      }
    }
    return new TestedText(
        id, version, String.valueOf(template.get("eventType")), List.copyOf(locales));
  }

  private static ApiPath path(String id, String version) {
    return version.isEmpty()
        ? ApiPath.of("/v1/templates/{}/draft", id)
        : ApiPath.of("/v1/templates/{}/versions/{}", id, version);
  }

  /** Where a test is sent. */
  ApiPath testPath() {
    return version.isEmpty()
        ? ApiPath.of("/v1/templates/{}/draft/test", id)
        : ApiPath.of("/v1/templates/{}/versions/{}/test", id, version);
  }

  /** The page of the draft or the version. */
  String page() {
    return "templates/" + id + (version.isEmpty() ? "/draft" : "/versions/" + version);
  }
}
