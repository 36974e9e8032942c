package dev.notifier.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.bind.annotation.RequestMethod;

/** No page fails, whatever a browser sends. A new page or form is included without a change. */
class AnyInputTest {
  private static final List<String> VALUES =
      List.of(
          "+999999999-12-31",
          "-999999999-01-01",
          "+999999999-12-31T23:59",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1e99999999999",
          "\"><script>alert(1)</script>\u0000\u0085\u202e\ufeff../..//%2f");

  /** Of all pages; each gets all of them. */
  private static final List<String> PARAMETERS =
      List.of(
          "after",
          "batch",
          "before",
          "channel",
          "cursor",
          "day",
          "fault",
          "format",
          "from",
          "group",
          "groupBy",
          "id",
          "kind",
          "language",
          "month",
          "name",
          "next",
          "notice",
          "number",
          "of",
          "open",
          "operation",
          "page",
          "phone",
          "q",
          "result",
          "route",
          "sort",
          "state",
          "status",
          "tab",
          "target",
          "template",
          "to",
          "type",
          "version");

  @RegisterExtension private static final TestConsole console = new TestConsole();

  private final List<String> failed = new ArrayList<>();

  private static List<String> pages() {
    return ConsoleMappings.of(RequestMethod.GET).stream()
        .filter(page -> !page.startsWith("live/") && !page.startsWith("assets/"))
        .toList();
  }

  private void check(String request, HttpResponse<String> response) {
    if (response.statusCode() == 500 || response.body().contains("<script>alert")) {
      failed.add(request + " " + response.statusCode());
    }
  }

  @Test
  void everyPageTakesAnyParameters() {
    assertThat(pages()).hasSizeGreaterThan(70);
    console
        .api()
        .answer(
            "GET",
            "/v1/webhooks/" + ConsoleMappings.ID + "/failures",
            200,
            Map.of("failures", List.of()));
    for (String page : pages()) {
      for (String value : VALUES) {
        String query =
            PARAMETERS.stream()
                .map(name -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        check(page + " " + value, console.get(page + "?" + query + "&from=&to=2026-12-01"));
      }
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void everyFormTakesAnyValues() {
    Map<String, Map<String, String>> forms = forms();
    assertThat(forms).hasSizeGreaterThan(80);
    forms.forEach((address, fields) -> {
      for (String value : VALUES) {
        Map<String, String> typed = new LinkedHashMap<>(fields);
        typed.replaceAll((_, hidden) -> hidden.isEmpty() ? value : hidden);
        check(address + " " + value, console.post(address, typed));
      }
      Map<String, String> all = new LinkedHashMap<>(fields);
      all.replaceAll((_, _) -> VALUES.get(3));
      check(address + " all", console.post(address, all));
      check(address + " none", console.post(address, Map.of()));
    });
    assertThat(failed).isEmpty();
  }

  /** Those of all pages, and the commands that no page shows with the examples. */
  private static Map<String, Map<String, String>> forms() {
    Map<String, Map<String, String>> forms = new TreeMap<>();
    ConsoleMappings.of(RequestMethod.POST).forEach(address -> forms.put(address, Map.of()));
    URI base = URI.create("http://console/");
    for (String page : pages()) {
      ConsoleMappings.forms(console.get(page).body())
          .forEach((action, fields) ->
              forms.put(
                  base.resolve(page).resolve(action).getPath().substring(1), Map.copyOf(fields)));
    }
    return forms;
  }
}
