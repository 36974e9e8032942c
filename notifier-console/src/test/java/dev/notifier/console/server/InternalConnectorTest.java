package dev.notifier.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.api.ApiClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

class InternalConnectorTest {
  private static final InternalConnector CONNECTOR = new InternalConnector(new Random(1));

  private static WebServer server;

  /** Answers with the address of the client. */
  private static final class Echo extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response
          .getWriter()
          .write(request.getRemoteAddr() + (ConsoleCalls.isOfProgram(request) ? " program" : ""));
    }
  }

  @BeforeAll
  static void start() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    CONNECTOR.install(factory);
    server =
        factory.getWebServer(servlets -> servlets.addServlet("echo", new Echo()).addMapping("/"));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void aRequestWithTheSecretHasTheAddressOfTheBrowser() throws Exception {
    assertThat(address(CONNECTOR.secret() + " 203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @Test
  void anotherRequestHasItsOwn() throws Exception {
    assertThat(address("guessed 203.0.113.7")).isEqualTo("127.0.0.1");
    assertThat(address(CONNECTOR.secret())).isEqualTo("127.0.0.1");
  }

  @Test
  void onlyTheConsoleItselfKeepsPagesUpToDate() throws Exception {
    assertThat(address(CONNECTOR.secret() + " 203.0.113.7 program"))
        .isEqualTo("203.0.113.7 program");
    assertThat(address("guessed 203.0.113.7 program")).isEqualTo("127.0.0.1");
    assertThat(address(CONNECTOR.secret() + " 203.0.113.7 other")).isEqualTo("203.0.113.7");
  }

  private static String address(String header) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(CONNECTOR.address())
              .header(ApiClient.CLIENT_HEADER, header)
              .build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
