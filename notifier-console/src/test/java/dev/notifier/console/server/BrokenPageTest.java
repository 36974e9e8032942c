package dev.notifier.console.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.web.Html;
import dev.notifier.console.web.HtmlHandler;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A browser must not take a part of a response for all of it. */
@Timeout(60)
class BrokenPageTest {
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private static final String MEGABYTE = "x".repeat(1 << 20);

  private static WebServer server;

  /**
   * Fails in several ways, and says so in a page, as the console does. It is registered by hand: as
   * a controller, it would be found by the consoles of other tests.
   */
  static class Failing {
    void begun(HttpServletResponse response) throws IOException {
      response.getOutputStream().print("a part");
      response.flushBuffer();
      throw new IllegalStateException("midway");
    }

    Html template() {
      return Html.of((out, none) -> {
        out.writeContent("a part");
        throw new IllegalStateException("midway");
      });
    }

    Html large() {
      return Html.of((out, none) -> {
        for (int i = 0; i < 20; i++) {
          out.writeContent(MEGABYTE);
        }
      });
    }

    @ExceptionHandler
    Html failed(IllegalStateException e) {
      return new Html(
          HttpStatus.INTERNAL_SERVER_ERROR, (out, none) -> out.writeContent("It failed."));
    }
  }

  @EnableWebMvc
  static class Pages implements WebMvcConfigurer {
    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
      handlers.add(new HtmlHandler());
    }

    @Autowired
    void register(RequestMappingHandlerMapping mapping) {
      for (String name : List.of("begun", "template", "large")) {
        Method method =
            Arrays.stream(Failing.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        mapping.registerMapping(
            RequestMappingInfo.paths("/" + name).options(mapping.getBuilderConfiguration()).build(),
            new Failing(),
            method);
      }
    }
  }

  @BeforeAll
  static void start() {
    AnnotationConfigWebApplicationContext pages = new AnnotationConfigWebApplicationContext();
    pages.register(Pages.class);
    server =
        new TomcatServletWebServerFactory(0)
            .getWebServer(servlets -> {
              servlets
                  .addFilter("broken", new BrokenResponseFilter())
                  .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
              servlets.addServlet("pages", new DispatcherServlet(pages)).addMapping("/");
            });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  /** What a browser gets until the connection ends. */
  private static String read(String page) throws IOException {
    try (Socket browser = new Socket("localhost", server.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(page);
      browser.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(browser.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void whatHasBegunHasNoEndAndNoPageAfterIt() throws IOException {
    String response = read("/begun");

    assertThat(response).startsWith("HTTP/1.1 200").contains("a part");
    assertThat(response).doesNotContain("It failed.");
    assertThat(response).containsIgnoringCase("\r\nTransfer-Encoding: chunked\r\n");
    assertThat(response.endsWith(LAST_CHUNK)).as("has an end").isFalse();
  }

  @Test
  void aTemplateThatFailsHasSentNothing() throws IOException {
    assertThat(read("/template"))
        .startsWith("HTTP/1.1 500")
        .contains("It failed.")
        .doesNotContain("a part");
  }

  @Test
  void aPageThatIsTooLargeIsNotSent() throws IOException {
    assertThat(read("/large"))
        .startsWith("HTTP/1.1 500")
        .contains("It failed.")
        .doesNotContain("xxx");
  }
}
