package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.ApiDescription;
import dev.notifier.api.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResponseTypesTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private final RequestFilter filter = new RequestFilter(new ProblemWriter(new JsonMapper()));

  /** A client that accepts only what the description says it gets must get it. */
  @Test
  void whatTheDescriptionPromisesMayBeRequested() throws Exception {
    List<String> refused = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String path : ApiDescription.document().path("paths").propertyNames()) {
      JsonNode responses =
          ApiDescription.document().path("paths").path(path).path("get").path("responses");
      for (String type : responses.path("200").path("content").propertyNames()) {
        files.add(type);
        String format = type.contains("spreadsheetml") ? "xlsx" : type.contains("csv") ? "csv" : "";
        if (!allows(path, format, type) || !allows(path, format, BROWSER)) {
          refused.add(path + " as " + type);
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(files).contains("text/csv", "application/jose", "text/html");
  }

  @Test
  void aFileIsNotRequestedAsAPictureAndMayBeAsJson() throws Exception {
    String path = "/v1/batches/1/outcome";
    assertThat(allows(path, "csv", "image/png")).isFalse();
    assertThat(allows(path, "csv", "application/json")).isTrue();
    assertThat(allows("/v1/batches/1", "csv", "text/csv")).isFalse();
  }

  private boolean allows(String path, String format, String accept)
      throws ServletException, IOException {
    String target = path.replaceAll("[{][^}]*[}]", "1");
    MockHttpServletRequest request = new MockHttpServletRequest("GET", target);
    request.setServletPath(target);
    request.addHeader(HttpHeaders.ACCEPT, accept);
    if (!format.isEmpty()) {
      request.addParameter("format", format);
    }
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    return chain.getRequest() != null;
  }
}
