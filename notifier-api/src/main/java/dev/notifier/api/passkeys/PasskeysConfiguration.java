package dev.notifier.api.passkeys;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.signin.RecoveryCodes;
import dev.notifier.api.signin.SecondFactors;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.access.PasskeysConfig;
import dev.notifier.store.Database;
import dev.notifier.store.users.PasskeyStore;
import dev.notifier.store.users.UserStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for passkeys. */
@Configuration(proxyBeanMethods = false)
public class PasskeysConfiguration {
  @Bean
  PasskeyService passkeyService(
      Database database,
      NotifierConfig config,
      UserStore users,
      SecondFactors factors,
      RecoveryCodes recoveryCodes,
      AuditTrail audit,
      RandomGenerator random,
      InstantSource clock) {
    PasskeysConfig passkeys = config.users().passkeys();
    return new PasskeyService(
        passkeys.isEnabled() ? new Ceremonies(passkeys) : null,
        new PasskeyStore(database.dataSource(), clock),
        users,
        factors,
        recoveryCodes,
        audit,
        random,
        clock);
  }

  @Bean
  PasskeysController passkeysController(PasskeyService service) {
    return new PasskeysController(service);
  }
}
