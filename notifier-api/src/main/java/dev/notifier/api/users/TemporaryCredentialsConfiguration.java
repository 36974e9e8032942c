package dev.notifier.api.users;

import dev.notifier.store.Database;
import dev.notifier.store.users.TemporaryCredentialStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Links that lead nowhere, until the sign-in makes them. */
@Configuration(proxyBeanMethods = false)
public class TemporaryCredentialsConfiguration {
  private static final int SECRET_BYTES = 32;

  @Bean
  UserCredentials userCredentials(Database database, RandomGenerator random, InstantSource clock) {
    return new Temporary(new TemporaryCredentialStore(database.dataSource()), random, clock);
  }

  private record Temporary(
      TemporaryCredentialStore store, RandomGenerator random, InstantSource clock)
      implements UserCredentials {
    @Override
    public String newLink(UUID user, boolean resetFactors) {
      byte[] bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      String link = "nl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      store.putLink(user, hash(link), clock.instant().plus(LINK_LIFE), resetFactors);
      return link;
    }

    private static byte[] hash(String link) {
      try {
        return MessageDigest.getInstance("SHA-256")
            .digest(link.getBytes(StandardCharsets.US_ASCII));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }

    @Override
    public void endSessions(UUID user, String reason) {
      store.endSessions(user, reason);
    }

    @Override
    public boolean endSession(UUID user, UUID session, String reason) {
      return store.endSession(user, session, reason);
    }

    @Override
    public void changed(UUID user) {}
  }
}
