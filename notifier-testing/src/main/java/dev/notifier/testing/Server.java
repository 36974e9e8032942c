package dev.notifier.testing;

/** A running PostgreSQL server that lets {@link TestPostgres#USER} in without a password. */
interface Server {
  String host();

  int port();

  static Server start() {
    return switch (Parts.chosen()) {
      case EMBEDDED -> new EmbeddedServer();
      case CONTAINERS -> new ContainerServer();
    };
  }
}
