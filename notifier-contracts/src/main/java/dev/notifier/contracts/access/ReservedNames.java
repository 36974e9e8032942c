package dev.notifier.contracts.access;

import java.util.List;

/** Names that the audit has for something else than an operator or the holder of a key. */
public final class ReservedNames {
  private static final List<String> NAMES =
      List.of(
          "api",
          "configuration",
          "shipped",
          "schedule",
          "restore",
          "oidc",
          "user",
          "system",
          "none",
          "unknown");

  private ReservedNames() {}

  /** The names, for messages. */
  public static List<String> all() {
    return NAMES;
  }

  /** Whether no operator and no key may have this name. */
  public static boolean contains(String name) {
    return NAMES.stream().anyMatch(name::equalsIgnoreCase);
  }
}
