package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database server, a child of this process. */
final class PostgresComponent implements Component {
  /** Name of the secret that holds the password of the database's user. */
  static final String PASSWORD = "postgres-password";

  private final HomeDirectory home;
  private final int port;
  private volatile @Nullable EmbeddedPostgres postgres;

  PostgresComponent(HomeDirectory home, LocalSettings settings) {
    this.home = home;
    this.port = settings.postgresPort();
  }

  @Override
  public ComponentKind kind() {
    return ComponentKind.POSTGRES;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.postgres-port"));
  }

  @Override
  public void clearRemains() throws IOException, InterruptedException {
    EmbeddedPostgres.stopOrphan(home.postgres());
  }

  @Override
  public Started start() throws IOException, InterruptedException {
    var password = home.secret(PASSWORD);
    var log = home.logs().resolve("postgres.log");
    var place = new EmbeddedPostgres.Place(home.postgres(), home.postgres(), log);
    var started = EmbeddedPostgres.start(place, port, password);
    postgres = started;
    var url = started.jdbcUrl() + "?user=" + EmbeddedPostgres.USER + "&password=" + password;
    return new Started(ProcessHandle.current().pid(), started.address(), Map.of("postgres", url));
  }

  @Override
  public boolean isAlive() {
    var running = postgres;
    return running != null && running.isAlive();
  }

  @Override
  public void stop() {
    var running = postgres;
    postgres = null;
    if (running != null) {
      running.close();
    }
  }
}
