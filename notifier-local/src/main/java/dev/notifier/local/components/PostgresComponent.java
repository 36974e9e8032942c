package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The database server, a child of this process. */
record PostgresComponent(HomeDirectory home, int port) implements Component {
  /** The name of the secret that contains the password of the database user. */
  private static final String PASSWORD = "postgres-password";

  @Override
  public ComponentKind kind() {
    return ComponentKind.POSTGRES;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.postgres-port"));
  }

  @Override
  public void removeLeftovers() throws IOException, InterruptedException {
    EmbeddedPostgres.stopOrphan(home.postgres());
  }

  @Override
  public RunningComponent start() throws IOException, InterruptedException {
    var password = home.secret(PASSWORD);
    var directories =
        new EmbeddedPostgres.Directories(
            home.postgres(), home.postgres(), home.logs().resolve("postgres.log"));
    var server = EmbeddedPostgres.start(directories, port, password);
    var url = server.jdbcUrl() + "?user=" + EmbeddedPostgres.USER + "&password=" + password;
    return RunningComponent.inThisProcess(
        server.address(), Map.of("postgres", url), server::isAlive, server::close);
  }
}
