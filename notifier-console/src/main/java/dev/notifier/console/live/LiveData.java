package dev.notifier.console.live;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents that parts of a page show. Immutable. */
public final class LiveData {
  private final Map<String, Read> documents;
  private final Instant now;

  /**
   * A document.
   *
   * @param value null if it could not be read
   */
  record Read(@Nullable Object value, Instant at) {}

  LiveData(Map<String, Read> documents, Instant now) {
    this.documents = Map.copyOf(documents);
    this.now = now;
  }

  /** A document; nothing if it is not known at the moment. */
  public <T> Optional<T> get(LiveSource<T> source) {
    return Optional.ofNullable(documents.get(source.name()))
        .map(Read::value)
        .map(source.type()::cast);
  }

  /** When the parts are made. */
  public Instant now() {
    return now;
  }

  /**
   * When the oldest of some documents was read, without those that are read rarely because they
   * hardly change; nothing if none is known.
   */
  Optional<Instant> asOf(Collection<LiveSource<?>> sources) {
    return sources.stream()
        .filter(LiveSource::isOften)
        .map(source -> documents.get(source.name()))
        .flatMap(read -> read == null || read.value() == null ? Stream.empty() : Stream.of(read))
        .map(Read::at)
        .min(Instant::compareTo);
  }
}
