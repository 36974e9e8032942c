package dev.notifier.console.layout;

import dev.notifier.console.web.Account;
import java.util.List;

/** The pages of the menu, in its order. A person sees those whose scope is held. */
final class Navigation {
  /**
   * A page of the menu.
   *
   * @param path of the page
   * @param text key of its name
   * @param scope that shows it; empty for everyone
   */
  record Item(String path, String text, String scope) {
    /** Whether a page belongs to this item. */
    boolean contains(String page) {
      return page.equals(path) || (!path.isEmpty() && page.startsWith(path + "/"));
    }
  }

  private static final List<Item> ITEMS =
      List.of(new Item("routes", "routes.title", "routes:read"));

  private Navigation() {}

  /** The items of a person. */
  static List<Item> of(Account account) {
    return ITEMS.stream()
        .filter(item -> item.scope().isEmpty() || account.has(item.scope()))
        .toList();
  }
}
