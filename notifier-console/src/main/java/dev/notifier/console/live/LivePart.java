package dev.notifier.console.live;

import dev.notifier.console.layout.Page;
import dev.notifier.console.web.Account;
import dev.notifier.console.web.Html;
import java.util.List;
import java.util.Set;

/**
 * A part of a page. Its template has one element, with {@code id} as its id and the attribute
 * {@code data-live}; it may say words with {@code data-say}, which screen readers hear when they
 * change. It has no forms and no personal data.
 *
 * @param sources what it shows; those who lack a scope of one do not get the part
 * @param links scopes on which something in it depends, such as a link
 */
public record LivePart(
    String id, List<LiveSource<?>> sources, Set<String> links, Renderer renderer) {
  /** Makes the part of a page. */
  @FunctionalInterface
  public interface Renderer {
    /**
     * Makes it.
     *
     * @param page that is the same for all who see the part; it has the scopes of {@code links}
     *     that they have
     */
    Html.Template render(Page page, LiveData data);
  }

  /** A part that is the same for all who see it. */
  public static LivePart of(String id, LiveSource<?> source, Renderer renderer) {
    return new LivePart(id, List.of(source), Set.of(), renderer);
  }

  boolean isFor(Account account) {
    return sources.stream().allMatch(source -> account.has(source.scope()));
  }
}
