package dev.notifier.local.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A running system and how it is reached. Contains secrets, which {@link #toString()} omits.
 *
 * @param api where events are posted
 * @param apiKey the key of the callers
 * @param database the database that the workers write to
 * @param simulator the HTTP port of the simulator; empty = the SMSC is external
 * @param processes the process of each component that runs here, by the label of the component; its
 *     descendants count as the component
 * @param disk the type of the file system that contains the data, as the system names it
 */
public record Target(
    URI api,
    String apiKey,
    Database database,
    Optional<URI> simulator,
    Map<String, Long> processes,
    String disk) {
  /**
   * A database and the user who reads it.
   *
   * @param user empty = the user is part of the URL
   */
  public record Database(String url, String user, String password) {
    /** Opens a connection, which the caller closes. */
    public Connection connect() throws SQLException {
      return user.isEmpty()
          ? DriverManager.getConnection(url)
          : DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
      return "Database[...]";
    }
  }

  public Target {
    processes = Map.copyOf(processes);
  }

  @Override
  public String toString() {
    return "Target[" + api + "]";
  }
}
