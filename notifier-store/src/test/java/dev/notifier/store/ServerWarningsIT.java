package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class ServerWarningsIT {
  /** The server of the tests loses data in a crash, so that it is fast. */
  @Test
  void settingsThatAreNotSafeInACrashAreReportedWithWhatToDo() {
    try (Database database = MigratedDatabase.create()) {
      assertThat(
              new ServerWarnings(
                      withSettings(database, List.of("fsync")), () -> 0, Optional.empty())
                  .warning())
          .startsWith("PostgreSQL runs with fsync off")
          .endsWith("set it to on and reload the server");
      assertThat(
              new ServerWarnings(
                      withSettings(database, List.of("fsync", "full_page_writes")),
                      () -> 0,
                      Optional.empty())
                  .warning())
          .contains("fsync and full_page_writes off")
          .contains("set both to on");
      assertThat(
              new ServerWarnings(withSettings(database, List.of()), () -> 0, Optional.empty())
                  .warning())
          .isNull();
    }
  }

  @Test
  void theSettingsAreReadFromTheServer() throws SQLException {
    try (Database database = MigratedDatabase.create();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("show fsync")) {
      row.next();
      String warning =
          new ServerWarnings(database.dataSource(), () -> 0, Optional.empty()).warning();
      assertThat(warning != null && warning.contains("fsync"))
          .isEqualTo(row.getString(1).equals("off"));
    }
  }

  /** A server on which only these settings are off. */
  private static DataSource withSettings(Database database, List<String> off) {
    String names = String.join("', '", off);
    return new DelegatingDataSource(database.dataSource()) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                  if (!method.getName().equals("createStatement")) {
                    return method.invoke(connection, arguments);
                  }
                  Statement statement = connection.createStatement();
                  return Proxy.newProxyInstance(
                      Statement.class.getClassLoader(),
                      new Class<?>[] {Statement.class},
                      (_, called, sql) ->
                          called.getName().equals("executeQuery")
                                  && sql[0].toString().contains("fsync")
                              ? statement.executeQuery(
                                  "select n from unnest(array['" + names + "']) n where n <> ''")
                              : called.invoke(statement, sql));
                });
      }
    };
  }
}
