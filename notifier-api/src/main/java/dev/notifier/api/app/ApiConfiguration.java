package dev.notifier.api.app;

import dev.notifier.api.body.BodyAdvice;
import dev.notifier.api.body.BodyBudget;
import dev.notifier.api.body.BodyFilter;
import dev.notifier.api.http.QueryParameters;
import dev.notifier.api.http.RequestFilter;
import dev.notifier.api.lookup.Pause;
import dev.notifier.api.problem.ProblemValve;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.AuthenticationFilter;
import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.ConfiguredKeys;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.ScopeInterceptor;
import dev.notifier.api.security.TenantStates;
import dev.notifier.config.NotifierConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Clocks, randomness, authentication and error pages. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  LongSupplier nanos() {
    return System::nanoTime;
  }

  @Bean
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Bean
  Pause pause() {
    return Thread::sleep;
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  @Bean
  FilterRegistrationBean<BodyFilter> bodyFilter(JsonMapper json) {
    FilterRegistrationBean<BodyFilter> registration =
        new FilterRegistrationBean<>(new BodyFilter(json));
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  QueryParameters queryParameters() {
    return new QueryParameters();
  }

  @Bean
  BodyAdvice bodyAdvice(NotifierConfig config, BodyBudget budget) {
    return new BodyAdvice(budget, config.http().bodyTimeout());
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Authenticator configuredKeys(NotifierConfig config) {
    return ConfiguredKeys.of(config.apiKey(), config.operators());
  }

  @Bean
  RefusedUses refusedUses(MeterRegistry registry, LongSupplier nanos) {
    return new RefusedUses(registry, nanos);
  }

  @Bean
  FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
      List<Authenticator> authenticators,
      TenantStates tenants,
      LongSupplier nanos,
      RefusedAccess refused,
      RefusedUses refusals,
      ProblemWriter problems) {
    FilterRegistrationBean<AuthenticationFilter> registration =
        new FilterRegistrationBean<>(
            new AuthenticationFilter(
                authenticators, tenants, new FailedAttempts(nanos), refused, refusals, problems));
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean
  WebMvcConfigurer scopeInterceptor(RefusedAccess refused, InstantSource clock) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new ScopeInterceptor(refused, clock))
            .order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  @Bean
  FilterRegistrationBean<RequestFilter> requestFilter(ProblemWriter problems) {
    FilterRegistrationBean<RequestFilter> registration =
        new FilterRegistrationBean<>(new RequestFilter(problems));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems() {
    String valve = ProblemValve.class.getName();
    return factory ->
        factory.addContextCustomizers(
            context -> ((StandardHost) context.getParent()).setErrorReportValveClass(valve));
  }
}
