package dev.notifier.store;

import dev.notifier.contracts.Forms;
import dev.notifier.contracts.config.RouteConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Carriers. The configuration seeds a route when it is new or when what the configuration says of
 * it has changed; otherwise the table is the truth. Passwords stay in the configuration and are
 * never stored. Thread-safe.
 */
public final class Routes {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Routes(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /**
   * Brings the table up to the configuration. Safe when several programs do it at once with the
   * same configuration.
   *
   * @return the routes as they are in force, with the configuration's passwords
   */
  public Map<String, RouteConfig> seed(Map<String, RouteConfig> configured) {
    Map<String, RouteConfig> inForce = new LinkedHashMap<>();
    new TreeMap<>(configured)
        .forEach((name, route) -> {
          seed(name, route);
          inForce.put(name, load(name).withPassword(route.password()));
        });
    return inForce;
  }

  private void seed(String name, RouteConfig route) {
    byte[] spec = Forms.write(route.withPassword(""));
    String seed = digest(spec);
    jdbc.sql(
            """
            insert into routes (name, version, seed, spec, updated_at)
            values (:name, 1, :seed, :spec::jsonb, :now)
            on conflict (name) do update
            set version = routes.version + 1, seed = excluded.seed, spec = excluded.spec,
                updated_at = excluded.updated_at
            where routes.seed <> excluded.seed
            """)
        .param("name", name)
        .param("seed", seed)
        .param("spec", new String(spec, StandardCharsets.UTF_8))
        .param("now", java.sql.Timestamp.from(clock.instant()))
        .update();
  }

  private RouteConfig load(String name) {
    String spec =
        jdbc.sql("select spec::text from routes where name = :name")
            .param("name", name)
            .query(String.class)
            .single();
    return Forms.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
  }

  private static String digest(byte[] spec) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spec));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
