package dev.notifier.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.api.ApiCaller;
import dev.notifier.console.api.ApiClient;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.LiveData.Read;
import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.Assets;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.Viewer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class LiveRendererTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private static final LiveSource<String> SOURCE =
      LiveSource.of("text", "reports:read", 1, ApiPath.of("/v1/text"), String.class);

  private final LiveRenderer renderer =
      new LiveRenderer(
          new Pages(Texts.load(), Assets.load(), CLOCK),
          new ConsoleRequests(
              new ApiClient(() -> URI.create("http://localhost"), ""),
              new LocalSessions("", "", CLOCK, new Random(1))));

  private final LiveData data = new LiveData(Map.of("text", new Read("some text", NOW)), NOW);
  private int rendered;

  private final LivePage page =
      new LivePage(
          "page",
          "",
          List.of(
              new LivePart(
                  "part",
                  List.of(SOURCE),
                  Set.of("notifications:read"),
                  (shared, read) -> {
                    rendered++;
                    return (out, _) ->
                        out.writeContent(
                            read.get(SOURCE).orElseThrow()
                                + (shared.has("notifications:read") ? " link" : ""));
                  })));

  @Test
  void isDoneOnceForAllWhoSeeTheSame() {
    LiveRenderer.Once once = renderer.once();
    byte[] first = once.event(connection("lan", Language.ENGLISH, "reports:read"), data);
    byte[] second = once.event(connection("mai", Language.ENGLISH, "reports:read"), data);

    assertThat(second).isSameAs(first);
    assertThat(rendered).isEqualTo(1);
    assertThat(new String(first, StandardCharsets.UTF_8))
        .startsWith("event: parts\ndata: some text\n")
        .contains("As of 01/12/2026 08:00:00 (UTC+7).")
        .endsWith("\n\n");
  }

  @Test
  void isDoneAgainForAnotherLanguageOrAnotherScopeThatMatters() {
    LiveRenderer.Once once = renderer.once();
    once.event(connection("lan", Language.ENGLISH, "reports:read", "users:manage"), data);
    once.event(connection("mai", Language.ENGLISH, "reports:read", "keys:manage"), data);
    assertThat(rendered).isEqualTo(1);
    once.event(connection("mai", Language.VIETNAMESE, "reports:read"), data);
    once.event(connection("nam", Language.ENGLISH, "reports:read", "notifications:read"), data);
    assertThat(rendered).isEqualTo(3);
  }

  private LiveConnection connection(String name, Language language, String... scopes) {
    Account account =
        new Account(
            name, null, "default", "complete", List.of(scopes), List.of(), null, List.of(), false);
    Viewer viewer =
        new Viewer(
            "ns_" + name,
            new ApiCaller("", "", "", ApiCaller.Cause.PAGE, false),
            language,
            account);
    return new LiveConnection(0, page, viewer, new SseEmitter(), Runnable::run);
  }
}
