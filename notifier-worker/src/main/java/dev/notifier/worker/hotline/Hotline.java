package dev.notifier.worker.hotline;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.addresses.TrustFile;
import dev.notifier.config.replies.HotlineConfig;
import dev.notifier.store.inbox.HotlineEvents;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.http.RequestSigner;
import dev.notifier.worker.http.RetryDelays;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** What a worker sends to the hotline, with everything that it uses. Thread-safe. */
public final class Hotline implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofMinutes(3);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final int MAX_RESPONSE_BYTES = 64 << 10;
  private static final int CONNECTIONS = 8;

  private final OutboundClient http;
  private final HotlineSender sender;

  /** The parts that the stages use too. */
  public record Dependencies(
      DataSource database,
      MeterRegistry registry,
      RandomGenerator random,
      InstantSource clock,
      LongSupplier nanoTime) {}

  private Hotline(OutboundClient http, HotlineSender sender) {
    this.http = http;
    this.sender = sender;
  }

  /**
   * Creates the sender of a worker; nothing is started.
   *
   * @param worker its name, for those who look at the leases
   */
  public static Hotline of(NotifierConfig config, String worker, Dependencies dependencies) {
    String trusted = config.http().trustCertificates();
    OutboundClient http =
        new OutboundClient(
            new OutboundClient.Limits(REQUEST_TIMEOUT, MAX_RESPONSE_BYTES, CONNECTIONS),
            // An operator has chosen the address, which is usually in their own network.
            (_, _) -> true,
            trusted.isEmpty() ? List.of() : TrustFile.certificates(trusted),
            dependencies.nanoTime());
    String owner = worker + "-" + Long.toHexString(dependencies.random().nextLong());
    return new Hotline(
        http, sender(config.replies().hotline(), http, owner, FIRST_DELAY, dependencies));
  }

  static HotlineSender sender(
      HotlineConfig config,
      OutboundClient http,
      String owner,
      Duration firstDelay,
      Dependencies dependencies) {
    HotlineMetrics metrics =
        new HotlineMetrics(
            dependencies.registry(),
            new InboxQueries(dependencies.database()),
            dependencies.clock());
    HotlineSender sender =
        new HotlineSender(
            new HotlineEvents(dependencies.database()),
            config.isEnabled()
                ? new HotlineClient(
                    http::send,
                    URI.create(config.url()),
                    new RequestSigner(config.secret()),
                    dependencies.clock())
                : null,
            new HotlineSender.Settings(owner, REQUEST_TIMEOUT.plus(MARGIN), LEASE),
            new RetryDelays(dependencies.random(), firstDelay),
            metrics,
            dependencies.clock());
    metrics.register(sender::oldest);
    return sender;
  }

  /** Starts. Called once. */
  public void start() {
    sender.start();
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    return sender.warnings();
  }

  /** Ends the sender; what is on its way has the time. */
  public void stop(Duration timeout) {
    sender.stop(timeout);
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
