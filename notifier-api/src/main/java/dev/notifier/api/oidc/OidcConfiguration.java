package dev.notifier.api.oidc;

import dev.notifier.api.security.Authenticator;
import dev.notifier.config.NotifierConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Accepts access tokens if an issuer is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notifier.oidc.issuer")
public class OidcConfiguration {
  @Bean(initMethod = "start")
  ProviderKeys providerKeys(NotifierConfig config, LongSupplier nanos) {
    return new ProviderKeys(URI.create(config.oidc().jwkSetUri()), nanos);
  }

  @Bean
  Authenticator tokenAuthenticator(NotifierConfig config, ProviderKeys keys, InstantSource clock) {
    return new TokenAuthenticator(config.oidc(), keys, clock);
  }
}
