package dev.notifier.console.live;

import dev.notifier.console.api.ApiPath;
import java.time.Instant;
import java.util.function.Function;

/**
 * A document of the HTTP interface that parts of pages show. It must be the same for all people of
 * a tenant who have the scope, and the type must have no fields with personal data.
 *
 * @param name unlike those of other sources
 * @param scope that the request needs
 * @param everyTicks how rarely it is read
 * @param path of the request, which may depend on the time
 */
public record LiveSource<T>(
    String name, String scope, int everyTicks, Function<Instant, ApiPath> path, Class<T> type) {

  private static final int OFTEN = 5;

  /** Whether it is read often enough to say how old a page is. */
  boolean isOften() {
    return everyTicks <= OFTEN;
  }

  /** A document whose path is always the same. */
  public static <T> LiveSource<T> of(
      String name, String scope, int everyTicks, ApiPath path, Class<T> type) {
    return new LiveSource<>(name, scope, everyTicks, _ -> path, type);
  }
}
