package dev.notifier.testing;

/** A running PostgreSQL server that lets {@link TestPostgres#USER} in without a password. */
interface PostgresServer {
  String host();

  int port();

  static PostgresServer start() {
    return switch (TestServices.chosen()) {
      case EMBEDDED -> new EmbeddedPostgresServer();
      case CONTAINERS -> new ContainerPostgresServer();
    };
  }
}
