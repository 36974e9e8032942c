package dev.notifier.console.live;

import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.text.Language;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.HtmlHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Renders parts of pages. Thread-safe; its {@link Once} is not. */
final class LiveRenderer {
  /** The part that says how old the others are. */
  static final String AS_OF = "live-as-of";

  private final Pages pages;
  private final ConsoleRequests requests;

  LiveRenderer(Pages pages, ConsoleRequests requests) {
    this.pages = pages;
    this.requests = requests;
  }

  /** The parts of a page for an account, by their ids. */
  Map<String, String> render(LivePage page, Account account, Language language, LiveData data) {
    return once().parts(page, "", account, language, data);
  }

  /** For one tick. */
  Once once() {
    return new Once();
  }

  /** Renders each part once for all who see the same. */
  final class Once {
    private final Map<Part, String> parts = new HashMap<>();
    private final Map<Event, byte[]> events = new HashMap<>();

    /** What makes a part differ from another one. */
    private record Part(
        String stream, String id, String tenant, Language language, Set<String> scopes) {}

    /** What makes an event differ from another one. */
    private record Event(
        String stream, String tenant, Language language, Map<String, Set<String>> parts) {}

    private Once() {}

    /** The event for a connection: the same array for all who see the same. */
    byte[] event(LiveConnection connection, LiveData data) {
      LivePage page = connection.page();
      Account account = connection.viewer().account();
      Language language = connection.viewer().language();
      Map<String, Set<String>> visible = new LinkedHashMap<>();
      page.partsFor(account).forEach(part -> visible.put(part.id(), held(part, account)));
      Event event = new Event(page.stream(), connection.tenant(), language, visible);
      byte[] known = events.get(event);
      if (known == null) {
        known =
            LiveEvents.parts(
                new ArrayList<>(
                    parts(page, connection.tenant(), account, language, data).values()));
        events.put(event, known);
      }
      return known;
    }

    private Map<String, String> parts(
        LivePage page, String tenant, Account account, Language language, LiveData data) {
      Map<String, String> html = new LinkedHashMap<>();
      List<LivePart> visible = page.partsFor(account);
      for (LivePart part : visible) {
        Set<String> scopes = held(part, account);
        html.put(
            part.id(),
            parts.computeIfAbsent(
                new Part(page.stream(), part.id(), tenant, language, scopes),
                _ ->
                    HtmlHandler.text(
                        part.renderer().render(shared(page, language, scopes, data), data))));
      }
      Optional<Instant> asOf = data.asOf(LivePage.sourcesOf(visible));
      Page shared = shared(page, language, Set.of(), data);
      html.put(
          AS_OF, HtmlHandler.text((out, none) -> JteasofGenerated.render(out, none, shared, asOf)));
      return html;
    }

    private Page shared(LivePage page, Language language, Set<String> scopes, LiveData data) {
      return pages.shared(requests.shared(page.path(), language, scopes), data.now());
    }

    private static Set<String> held(LivePart part, Account account) {
      return part.links().stream().filter(account::has).collect(Collectors.toUnmodifiableSet());
    }
  }
}
