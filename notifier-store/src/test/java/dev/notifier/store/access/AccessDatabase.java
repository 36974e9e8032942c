package dev.notifier.store.access;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database without keys and with the tenant default, before each test. */
abstract class AccessDatabase {
  static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  static final Instant END = NOW.plusSeconds(3600);
  static final KeyStore.Limits MANY = new KeyStore.Limits(100, 100);

  static Database database;

  JdbcClient jdbc;
  KeyStore keys;
  TenantStore tenants;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    jdbc = JdbcClient.create(database.dataSource());
    jdbc.sql("truncate api_keys").update();
    jdbc.sql("delete from tenants where id <> 'default'").update();
    keys = new KeyStore(database.dataSource(), InstantSource.fixed(NOW));
    tenants = new TenantStore(database.dataSource(), InstantSource.fixed(NOW));
  }

  /** The first version of a key. */
  static KeyRecord key(
      String id,
      String tenant,
      KeyKind kind,
      KeyPermissions permissions,
      List<KeyRecord.Secret> secrets,
      Instant end) {
    return new KeyRecord(
        KeyRecord.VERSION,
        id,
        1,
        tenant,
        "portal",
        kind,
        List.of("events:write", "notifications:read"),
        permissions,
        secrets,
        end,
        null);
  }
}
