package dev.notifier.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container, which ends with the JVM. */
final class ContainerPostgresServer implements PostgresServer {
  private final PostgreSQLContainer container = container();

  ContainerPostgresServer() {
    container.start();
  }

  /** The container, not yet started. Like the embedded server, it is fast and has no password. */
  static PostgreSQLContainer container() {
    return new PostgreSQLContainer(
            ContainerImage.POSTGRES.require().asCompatibleSubstituteFor("postgres"))
        .withUsername(TestPostgres.USER)
        .withDatabaseName(TestPostgres.USER)
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withCommand(
            "postgres",
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
            "-c",
            "max_connections=300",
            "-c",
            "wal_keep_size=" + EmbeddedPostgresServer.KEPT_WAL);
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }
}
