package dev.notifier.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A server that this JVM unpacks and starts, and stops when the JVM ends. */
final class EmbeddedPostgresServer implements PostgresServer {
  /** A test inspects what it has written, even after a checkpoint. */
  static final String KEPT_WAL = "64MB";

  /** Its files may be in memory. */
  private static final String MAX_WAL = "256MB";

  private final EmbeddedPostgres postgres;

  EmbeddedPostgresServer() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(ServerDirectory.POSTGRES.create())
              .setServerConfig("wal_keep_size", KEPT_WAL)
              .setServerConfig("max_wal_size", MAX_WAL)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return postgres.getPort();
  }
}
