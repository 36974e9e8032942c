package dev.notifier.api.limits;

import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.access.InstanceStore;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The limits of requests. */
@Configuration(proxyBeanMethods = false)
public class LimitsConfiguration {
  /** Behind the filter that finds the caller. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

  @Bean(initMethod = "start")
  LiveInstances liveInstances(Database database, RandomGenerator random) {
    InstanceStore store = new InstanceStore(database.dataSource());
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return new LiveInstances(
        new LiveInstances.Registration() {
          @Override
          public int seen() {
            return store.seen(id);
          }

          @Override
          public void remove() {
            store.remove(id);
          }
        });
  }

  @Bean
  RequestLimits requestLimits(LiveInstances instances, LongSupplier nanos) {
    return new RequestLimits(instances::count, nanos);
  }

  @Bean
  UserRequestLimits userRequestLimits(RequestLimits limits, NotifierConfig config) {
    return new UserRequestLimits(limits, config.users().requestsPerSecond());
  }

  @Bean
  PersonLookupLimit personLookupLimit(
      LiveInstances instances,
      RequestLimits limits,
      NotifierConfig config,
      LongSupplier nanos,
      ProblemWriter problems) {
    return new PersonLookupLimit(
        new PersonLookups(config.users().personLookupsPerHour(), instances::count, nanos),
        limits,
        problems);
  }

  @Bean
  WebMvcConfigurer personLookups(PersonLookupLimit limit) {
    return new WebMvcConfigurer() {
      // Behind the check of the scope, and before the audit: a refused look-up is no command.
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(limit).order(Ordered.HIGHEST_PRECEDENCE + 5);
      }
    };
  }

  @Bean
  FilterRegistrationBean<RequestLimitFilter> requestLimitFilter(
      RequestLimits limits, UserRequestLimits users, RefusedUses refusals, ProblemWriter problems) {
    FilterRegistrationBean<RequestLimitFilter> registration =
        new FilterRegistrationBean<>(new RequestLimitFilter(limits, users, refusals, problems));
    registration.setOrder(ORDER);
    return registration;
  }
}
