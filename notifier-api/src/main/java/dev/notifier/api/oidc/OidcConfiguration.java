package dev.notifier.api.oidc;

import dev.notifier.api.security.Authenticator;
import dev.notifier.config.NotifierConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Accepts access tokens if an issuer is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(OidcConfiguration.IssuerIsSet.class)
public class OidcConfiguration {
  /** An empty value means that there is none, as in every file. */
  static final class IssuerIsSet implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("notifier.oidc.issuer", "").isBlank();
    }
  }

  @Bean(initMethod = "start")
  ProviderKeys providerKeys(NotifierConfig config, LongSupplier nanos) {
    return new ProviderKeys(URI.create(config.oidc().jwkSetUri()), nanos);
  }

  @Bean
  Authenticator tokenAuthenticator(NotifierConfig config, ProviderKeys keys, InstantSource clock) {
    return new TokenAuthenticator(config.oidc(), keys, clock);
  }
}
