package dev.notifier.console.layout;

import dev.notifier.console.text.Texts;
import dev.notifier.console.web.Assets;
import dev.notifier.console.web.ConsoleRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what the templates of a request need. Thread-safe. */
public final class Pages {
  /** The command before the page says what it has done, by the key of a text. */
  private static final Pattern NOTICE =
      Pattern.compile("(?:^|&)notice=([a-z-]+\\.[a-z.-]+)(?:&|$)");

  private final Texts texts;
  private final Assets assets;
  private final InstantSource clock;
  private final AtomicLong forms = new AtomicLong();

  public Pages(Texts texts, Assets assets, InstantSource clock) {
    this.texts = texts;
    this.assets = assets;
    this.clock = clock;
  }

  /**
   * A page.
   *
   * @param title key of its title
   * @param values of the title
   */
  public Page of(ConsoleRequest request, String title, Object... values) {
    return named(request, texts.get(request.language(), title, values));
  }

  /** A page whose title is a name, such as that of a route. */
  public Page named(ConsoleRequest request, String title) {
    String notice = notice(request).orElse(null);
    return new Page(
        texts, assets, request, clock.instant(), title, notice, forms.incrementAndGet());
  }

  /**
   * For a part of a page that many people see.
   *
   * @param request from {@link dev.notifier.console.web.ConsoleRequests#shared}
   * @param at when the part is made
   */
  public Page shared(ConsoleRequest request, Instant at) {
    return new Page(texts, assets, request, at, "", null, 0);
  }

  /**
   * Only keys that begin with {@code notice.} are shown: an address must not choose other texts.
   */
  private Optional<String> notice(ConsoleRequest request) {
    Matcher found = NOTICE.matcher(request.query());
    return found.find()
        ? texts.find(request.language(), "notice." + found.group(1))
        : Optional.empty();
  }
}
