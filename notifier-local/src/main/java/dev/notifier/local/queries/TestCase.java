package dev.notifier.local.queries;

import java.util.Map;
import java.util.Set;

/** What an identifier gets, as the table in {@code docs/query-api.md} says. */
enum TestCase {
  FOUND,
  NOT_REGISTERED,
  SLOW,
  DOWN,
  WRONG,
  NOT_FOUND;

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          TestData.CONTRIBUTIONS,
          Set.of("0110129425"),
          TestData.CARDS,
          Set.of("0110129425", "HC4010110129425"),
          TestData.CASES,
          Set.of("04486.G/2019/08708"),
          TestData.PASSWORDS,
          Set.of("0110129425"));

  /**
   * The case of an identifier.
   *
   * @param path the endpoint
   */
  static TestCase of(String path, String id) {
    Set<String> known = KNOWN.getOrDefault(path, Set.of());
    if (known.isEmpty()) {
      return NOT_FOUND;
    }
    return switch (id.substring(Math.max(0, id.length() - 3))) {
      case "403" -> NOT_REGISTERED;
      case "408" -> SLOW;
      case "503" -> DOWN;
      case "422" -> WRONG;
      default -> known.contains(id) ? FOUND : NOT_FOUND;
    };
  }
}
