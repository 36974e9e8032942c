package dev.notifier.local.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateApiClientTest {
  private static final String TYPE =
      """
      {"name":"library.due","version":3,"title":"Due","category":"REMINDER","lane":"NORMAL",
       "timeToLive":"P1D","businessKeyWindow":null,"quietHours":{"from":"21:00","to":"07:00"},
       "template":"library-due","schema":{"type":"object","properties":{"n":{"maximum":5}}},
       "samples":{"usual":{"n":2.5,"text":"Hết hạn: 1"}}}
      """;
  private static final String LIST = "GET /v1/event-types?limit=1000";

  @TempDir private Path directory;
  private final Map<String, String> responses =
      new ConcurrentHashMap<>(
          Map.of(
              LIST,
              "{\"eventTypes\":[{\"name\":\"library.due\"}],\"next\":null}",
              "GET /v1/event-types/library.due",
              TYPE,
              "PUT /v1/event-types/library.due",
              TYPE,
              "GET /v1/templates/export",
              "{\"files\":[]}"));
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          requests.add(request);
          byte[] body = responses.getOrDefault(request, "{}").getBytes(UTF_8);
          exchange.sendResponseHeaders(responses.containsKey(request) ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anImportAfterAnExportChangesNothing() throws Exception {
    TemplateFolder folder = new TemplateFolder(directory);
    List<Path> written = client().fetch(folder);
    assertThat(written).hasSize(1);

    assertThat(client().send(folder, /* dryRun= */ true))
        .containsExactly("unchanged " + written.getFirst());
    assertThat(client().send(folder, /* dryRun= */ false))
        .containsExactly("unchanged " + written.getFirst());
    assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void anExportHasTheEventTypesOfAllPages() throws Exception {
    responses.put(LIST, "{\"eventTypes\":[{\"name\":\"library.due\"}],\"next\":\"library.due\"}");
    responses.put(LIST + "&after=library.due", "{\"eventTypes\":[],\"next\":\"library.k\"}");
    responses.put(
        LIST + "&after=library.k", "{\"eventTypes\":[{\"name\":\"library.lost\"}],\"next\":null}");
    responses.put("GET /v1/event-types/library.lost", TYPE.replace("library.due", "library.lost"));

    assertThat(client().fetch(new TemplateFolder(directory)))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("library.due.yaml", "library.lost.yaml");
  }

  @Test
  void aFileWithoutDefaultsIsTheSame() throws Exception {
    TemplateFolder folder = new TemplateFolder(directory);
    Path file = client().fetch(folder).getFirst();
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("template: .*\n", "")
            .replaceFirst("businessKeyWindow: .*\n", ""));

    assertThat(client().send(folder, /* dryRun= */ true)).containsExactly("unchanged " + file);
  }

  @Test
  void aChangedFileWouldChange() throws Exception {
    TemplateFolder folder = new TemplateFolder(directory);
    Path file = client().fetch(folder).getFirst();
    Path other =
        folder.write(
            "event-types/library.lost.yaml",
            Files.readString(file).replace("library.due", "library.lost"));
    Files.writeString(file, Files.readString(file).replace("P1D", "P2D"));

    assertThat(client().send(folder, /* dryRun= */ true))
        .containsExactly("would change " + file, "would change " + other);
    assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    assertThat(client().send(folder, /* dryRun= */ false))
        .contains("in force " + file + " version 3");
  }

  @Test
  void aDryRunOfANewTypeIncludesItsTemplate() throws Exception {
    TemplateFolder folder = new TemplateFolder(directory);
    Path type = folder.write("event-types/library.lost.yaml", "name: library.lost");
    folder.write(
        "templates/library-lost.yaml",
        """
        id: library-lost
        eventType: library.lost
        diacritics: strip
        maxSegments: 2
        links: refuse
        variants: [{ locale: vi, text: a }]
        """);

    assertThat(client().send(folder, /* dryRun= */ true))
        .containsExactly(
            "would change " + type,
            "would submit templates/library-lost.yaml after its new event type");
    assertThat(requests).containsExactly("GET /v1/event-types/library.lost");
  }

  @Test
  void anotherDraftIsNamedWithWhatToDo() throws Exception {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write("templates/library-due.yaml", "id: library-due");
    responses.put(
        "POST /v1/templates/import?dryRun=false",
        "{\"files\":[{\"path\":\"templates/library-due.yaml\",\"outcome\":\"conflict\"}]}");

    assertThat(client().send(folder, /* dryRun= */ false))
        .containsExactly(
            "rejected templates/library-due.yaml: it has another draft; submit or discard that one"
                + " first");
  }

  private TemplateApiClient client() {
    return new TemplateApiClient("http://127.0.0.1:" + server.getAddress().getPort(), "key");
  }
}
