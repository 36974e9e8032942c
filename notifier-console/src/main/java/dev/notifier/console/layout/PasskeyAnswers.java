package dev.notifier.console.layout;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the script of passkeys sends and gets. */
public final class PasskeyAnswers {
  private static final JsonMapper JSON = new JsonMapper();

  private PasskeyAnswers() {}

  /** The options for the browser as JSON, or why there are none in words. */
  public static ResponseEntity<byte[]> options(Page page, Supplier<Object> options) {
    try {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(JSON.writeValueAsBytes(options.get()));
    } catch (ApiException e) {
      return refused(page, e.problem());
    }
  }

  /** Why a passkey was refused, in words. */
  public static ResponseEntity<byte[]> refused(Page page, ApiProblem problem) {
    String text = FormProblems.of(page, problem).all().getFirst().text();
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The body of a request with what the browser made.
   *
   * @param json of a credential; whatever is no JSON is refused by the HTTP interface
   */
  public static Map<String, @Nullable Object> credential(String json) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    try {
      body.put("credential", JSON.readValue(json, Map.class));
    } catch (JacksonException e) {
      body.put("credential", null);
    }
    return body;
  }
}
