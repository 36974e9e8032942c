package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.ConsoleRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of a template with its example values, for people who may not see those of lines. */
record ExampleTexts(@Nullable List<Text> previews) {
  private static final ExampleTexts NONE = new ExampleTexts(List.of());

  /**
   * A text.
   *
   * @param audience for whom it is; null if it is for all
   * @param text null if it cannot be made
   */
  record Text(String locale, @Nullable Audience audience, @Nullable String text) {
    /** Its language, and for whom it is. */
    String name(Page page) {
      String language = page.word("templates.locale", locale);
      String groups = audience == null ? "" : audience.words(page);
      return groups.isEmpty() ? language : language + " (" + groups + ")";
    }
  }

  /** Kinds and areas of recipients; none are all. */
  record Audience(@Nullable List<String> kinds, @Nullable List<String> livingAreas) {
    String words(Page page) {
      Stream<String> areas = all(livingAreas).map(area -> page.t("templates.area", area));
      return Stream.concat(all(kinds).map(kind -> page.word("templates.kind", kind)), areas)
          .collect(Collectors.joining(", "));
    }

    private static Stream<String> all(@Nullable List<String> values) {
      return Objects.requireNonNullElse(values, List.<String>of()).stream();
    }
  }

  /** Those of the version that a batch uses; none if the person sees lines, or not even these. */
  static ExampleTexts of(ConsoleRequest request, BatchView batch) {
    String template = batch.template();
    Integer version = batch.templateVersion();
    Account account = request.account();
    if (template == null
        || version == null
        || !account.has("templates:read")
        || account.has("personal-data:read")) {
      return NONE;
    }
    ApiPath path = ApiPath.of("/v1/templates/{}/versions/{}/preview", template, version.toString());
    try {
      return request.api().post(path, null, ExampleTexts.class);
    } catch (ApiException e) {
      // The link to the version is enough.
      return NONE;
    }
  }

  /** Each text once. */
  List<Text> texts() {
    Stream<Text> all = Objects.requireNonNullElse(previews, List.<Text>of()).stream();
    return all.filter(each -> each.text() != null).distinct().toList();
  }
}
