package dev.notifier.local;

import dev.notifier.local.home.Home;
import dev.notifier.local.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database server, a child of this process. */
final class PostgresPart implements Part {
  /** Name of the secret that holds the password of the database's user. */
  static final String PASSWORD = "postgres-password";

  private final Home home;
  private final int port;
  private volatile @Nullable EmbeddedPostgres postgres;

  PostgresPart(Home home, LocalSettings settings) {
    this.home = home;
    this.port = settings.postgresPort();
  }

  @Override
  public PartKind kind() {
    return PartKind.POSTGRES;
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
