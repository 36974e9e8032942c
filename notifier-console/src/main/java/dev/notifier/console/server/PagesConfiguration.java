package dev.notifier.console.server;

import dev.notifier.console.api.ApiClient;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.ConsoleTicker;
import dev.notifier.console.live.LiveConnections;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveTopic;
import dev.notifier.console.text.Texts;
import dev.notifier.console.web.Assets;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.FileInterceptor;
import dev.notifier.console.web.HtmlHandler;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.OnceForms;
import dev.notifier.console.web.RequestArguments;
import dev.notifier.console.web.SessionInterceptor;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The controllers of all pages, and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@ComponentScan(
    basePackages = "dev.notifier.console",
    useDefaultFilters = false,
    includeFilters = {
      @Filter(Controller.class),
      @Filter(ControllerAdvice.class),
      @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LiveTopic.class)
    })
class PagesConfiguration implements WebMvcConfigurer {
  private final ConsoleRequests requests;

  PagesConfiguration(ApiClient client, LocalSessions local) {
    requests = new ConsoleRequests(client, local);
  }

  @Bean
  ConsoleRequests consoleRequests() {
    return requests;
  }

  @Bean
  Assets assets() {
    return Assets.load();
  }

  @Bean
  OnceForms onceForms() {
    return new OnceForms();
  }

  @Bean
  Pages pages(Assets assets, InstantSource clock) {
    return new Pages(Texts.load(), assets, clock);
  }

  @Bean
  LivePages livePages(Pages pages, InstantSource clock) {
    return new LivePages(pages, requests, clock);
  }

  @Bean(initMethod = "start")
  ConsoleTicker consoleTicker(LiveConnections connections, Pages pages, InstantSource clock) {
    return new ConsoleTicker(connections, pages, requests, clock);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new SessionInterceptor(requests));
    registry.addInterceptor(new FileInterceptor());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestArguments());
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new HtmlHandler());
  }
}
