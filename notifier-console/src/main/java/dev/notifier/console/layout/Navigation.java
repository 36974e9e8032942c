package dev.notifier.console.layout;

import dev.notifier.console.web.Account;
import java.util.List;
import java.util.Optional;

/** The pages of the menu, in its order. A person sees those whose scope is held. */
final class Navigation {
  /** Begins the pages that make an object: behind the path of its list, a name could be that. */
  private static final String NEW = "new-";

  /**
   * A page of the menu.
   *
   * @param path of the page
   * @param text key of its name
   * @param scope that shows it; empty for everyone
   */
  record Item(String path, String text, String scope) {
    /** Whether a page belongs to this item, such as {@code keys/ab} or {@code new-key}. */
    boolean contains(String page) {
      return page.equals(path)
          || (!path.isEmpty() && page.startsWith(path + "/"))
          || (page.startsWith(NEW) && path.equals(page.substring(NEW.length()) + "s"));
    }
  }

  private static final List<Item> ITEMS =
      List.of(
          new Item("", "layout.menu.overview", ""),
          new Item("batches", "layout.menu.batches", "batches:read"),
          new Item("templates", "layout.menu.templates", "templates:read"),
          new Item("messages", "layout.menu.messages", "notifications:read"),
          new Item("person", "layout.menu.person", "people:read"),
          new Item("inbox", "layout.menu.inbox", "inbox:read"),
          new Item("knowledge", "layout.menu.knowledge", "knowledge:read"),
          new Item("opt-outs", "layout.menu.opt-outs", "opt-outs:read"),
          new Item("routes", "layout.menu.routes", "routes:read"),
          new Item("reports", "layout.menu.reports", "reports:read"),
          new Item("keys", "layout.menu.keys", "keys:manage"),
          new Item("tenants", "layout.menu.tenants", "tenants:manage"),
          new Item("webhooks", "layout.menu.webhooks", "webhooks:manage"),
          new Item("users", "layout.menu.users", "users:manage"),
          new Item("audit", "layout.menu.audit", "audit:read"),
          new Item("system", "layout.menu.system", "jobs:operate"));

  private Navigation() {}

  /** The item that a page belongs to, whether a person sees it or not. */
  static Optional<Item> find(String page) {
    return ITEMS.stream().filter(item -> item.contains(page)).findFirst();
  }

  /** The items of a person. */
  static List<Item> of(Account account) {
    return ITEMS.stream()
        .filter(item -> item.scope().isEmpty() || account.has(item.scope()))
        .toList();
  }
}
