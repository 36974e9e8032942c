package dev.notifier.console.routes;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** After how long urgent messages expire, from the event types. */
final class UrgentLife {
  /** There are few urgent event types; each is a request. */
  private static final int MOST = 10;

  private static final ApiPath TYPES = ApiPath.of("/v1/event-types").with("limit", "1000");

  private UrgentLife() {}

  /** A page of {@code GET /v1/event-types}. */
  private record All(List<Type> eventTypes) {}

  private record Type(String name, @Nullable String lane, @Nullable String timeToLive) {}

  /** The shortest life in minutes; nothing if it is not known, or the person may not know it. */
  static Optional<Long> shortestMinutes(Api api) {
    try {
      return api.get(TYPES, All.class).eventTypes().stream()
          .filter(type -> "urgent".equals(type.lane()))
          .limit(MOST)
          .map(type -> api.get(ApiPath.of("/v1/event-types/{}", type.name()), Type.class))
          .map(type -> type.timeToLive() == null ? null : Duration.parse(type.timeToLive()))
          .filter(Objects::nonNull)
          .min(Comparator.naturalOrder())
          .map(Duration::toMinutes)
          .filter(minutes -> minutes > 0);
    } catch (ApiException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
