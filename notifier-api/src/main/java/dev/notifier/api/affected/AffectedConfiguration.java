package dev.notifier.api.affected;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.sessions.DerivedKey;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.people.AffectedPersons;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests for the notice of a breach. */
@Configuration(proxyBeanMethods = false)
public class AffectedConfiguration {
  private static final int NAME_BYTES = 16;

  @Bean
  AffectedController affectedController(
      Database database,
      NotifierConfig config,
      SignedCursors cursors,
      WorkLimit work,
      LookupAudit audit,
      InstantSource clock) {
    Mac mac = DerivedKey.hmac(config.privacyKey(), "notifier names of affected persons");
    return new AffectedController(
        new AffectedPersons(database.dataSource()),
        new DirectoryChanges(database.dataSource(), clock),
        cursors,
        work,
        audit,
        key ->
            HexFormat.of()
                .formatHex(
                    Arrays.copyOf(
                        DerivedKey.hash(mac, key.getBytes(StandardCharsets.UTF_8)), NAME_BYTES)));
  }
}
