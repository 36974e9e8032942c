package dev.notifier.console.server;

import dev.notifier.console.api.ApiClient;
import dev.notifier.console.live.LiveConnections;
import dev.notifier.console.web.BrowserFilter;
import dev.notifier.console.web.FormBodyFilter;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.TestRoutes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.apache.catalina.Host;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The console as a web application of its own beside that of the HTTP interface: with its own
 * filters and its own dispatcher, and without those of the HTTP interface.
 */
final class ConsoleContext {
  /** The path of the console. */
  static final String PATH = "/console";

  private final ApiClient client;
  private final LocalSessions local;
  private final LiveConnections connections;
  private final TestRoutes testRoutes;
  private final InstantSource clock;

  ConsoleContext(
      ApiClient client,
      LocalSessions local,
      LiveConnections connections,
      TestRoutes testRoutes,
      InstantSource clock) {
    this.client = client;
    this.local = local;
    this.connections = connections;
    this.testRoutes = testRoutes;
    this.clock = clock;
  }

  /** Adds it to the host of a server that is not started yet. */
  void addTo(Host host) {
    StandardContext context = new StandardContext();
    context.setName(PATH);
    context.setPath(PATH);
    context.setCookies(false);
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.setParentClassLoader(ConsoleContext.class.getClassLoader());
    WebappLoader loader = new WebappLoader();
    loader.setDelegate(true);
    context.setLoader(loader);
    // All classes are of the parent: there is nothing to clear when the server stops.
    context.setClearReferencesStopThreads(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesRmiTargets(false);
    StandardManager manager = new StandardManager();
    manager.setPathname(null);
    context.setManager(manager);
    context.addServletContainerInitializer((_, servlets) -> register(servlets), Set.of());
    context.getPipeline().addValve(new UnreadBodyValve());
    host.addChild(context);
  }

  private void register(ServletContext servlets) {
    AnnotationConfigWebApplicationContext pages = new AnnotationConfigWebApplicationContext();
    pages.setDisplayName("console");
    pages.register(PagesConfiguration.class);
    pages.addBeanFactoryPostProcessor(factory -> {
      factory.registerSingleton("apiClient", client);
      factory.registerSingleton("localSessions", local);
      factory.registerSingleton("liveConnections", connections);
      factory.registerSingleton("testRoutes", testRoutes);
      factory.registerSingleton("clock", clock);
    });
    FilterRegistration.Dynamic practice = servlets.addFilter("practice", new PracticeFilter());
    practice.setAsyncSupported(true);
    // The end of a stream is dispatched once more.
    practice.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    add(servlets, "broken", new BrokenResponseFilter());
    add(servlets, "browser", new BrowserFilter());
    add(servlets, "forms", new FormBodyFilter());
    ServletRegistration.Dynamic servlet =
        servlets.addServlet("pages", new DispatcherServlet(pages));
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/");
  }

  private static void add(ServletContext servlets, String name, Filter filter) {
    FilterRegistration.Dynamic registration = servlets.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
