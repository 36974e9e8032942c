package dev.notifier.console.api;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface, as one caller may use it. Every method throws {@link ApiException} if the
 * request is refused. Thread-safe.
 */
public final class Api {
  private static final byte[] NONE = {};
  private static final String CONTENT_TYPE = "Content-Type";
  private static final int CREATED = 201;

  private final ApiClient client;
  private final ApiCaller caller;
  private final AtomicReference<@Nullable ApiProblem> refused = new AtomicReference<>();

  /**
   * What was made of a file.
   *
   * @param isNew false if the same file was sent before
   */
  public record Uploaded<T>(T document, boolean isNew) {}

  Api(ApiClient client, ApiCaller caller) {
    this.client = client;
    this.caller = caller;
  }

  /** Why the first command was refused that was; without those that read. */
  public Optional<ApiProblem> refusedCommand() {
    return Optional.ofNullable(refused.get());
  }

  private HttpResponse<byte[]> command(
      String method, ApiPath path, @Nullable Object body, Map<String, String> headers) {
    return noted(() -> client.send(caller, method, path, bytes(body), headers));
  }

  /** Runs a command, and keeps why it was refused. */
  private HttpResponse<byte[]> noted(Supplier<HttpResponse<byte[]>> command) {
    try {
      return command.get();
    } catch (ApiException e) {
      refused.compareAndSet(null, e.problem());
      throw e;
    }
  }

  /** Reads a document. Fields that {@code type} does not have are ignored. */
  public <T> T get(ApiPath path, Class<T> type) {
    return client.read(client.send(caller, "GET", path, NONE, Map.of()).body(), type);
  }

  /**
   * Sends a document and reads the response.
   *
   * @param body becomes JSON; null sends none
   */
  public <T> T post(ApiPath path, @Nullable Object body, Class<T> type) {
    return client.read(command("POST", path, body, Map.of()).body(), type);
  }

  /**
   * Reads a document with a POST, whose body has what no address may have, or is too long for one.
   *
   * @param body becomes JSON; null sends none
   */
  public <T> T search(ApiPath path, @Nullable Object body, Class<T> type) {
    return client.read(client.search(caller, path, bytes(body)).body(), type);
  }

  /** Sends a command whose response is not read. */
  public void post(ApiPath path, @Nullable Object body) {
    command("POST", path, body, Map.of());
  }

  /**
   * Sends a command that changes one version of an object.
   *
   * @param method such as PATCH
   * @param version that the person has seen; null changes any
   */
  public void send(String method, ApiPath path, @Nullable Object body, @Nullable String version) {
    command(method, path, body, condition(version));
  }

  /** As {@link #send(String, ApiPath, Object, String)}, and reads the response. */
  public <T> T send(
      String method, ApiPath path, @Nullable Object body, @Nullable String version, Class<T> type) {
    return client.read(command(method, path, body, condition(version)).body(), type);
  }

  private static Map<String, String> condition(@Nullable String version) {
    return version == null ? Map.of() : Map.of("If-Match", "\"" + version + "\"");
  }

  /** Puts a document where there must be none yet. */
  public void create(ApiPath path, Object body) {
    command("PUT", path, body, Map.of("If-None-Match", "*"));
  }

  /** Sends a file as the body and reads the response. */
  public <T> T upload(ApiPath path, String contentType, InputStream file, Class<T> type) {
    return upload("POST", path, Map.of(CONTENT_TYPE, contentType), file, type);
  }

  /**
   * Sends a file as the body, which may have been sent before.
   *
   * @param headers with its media type
   */
  public <T> Uploaded<T> uploadOnce(
      ApiPath path, Map<String, String> headers, InputStream file, Class<T> type) {
    HttpResponse<byte[]> response = noted(() -> client.upload(caller, "POST", path, headers, file));
    return new Uploaded<>(client.read(response.body(), type), response.statusCode() == CREATED);
  }

  /**
   * Sends a file as the body and reads the response.
   *
   * @param method POST, PUT or PATCH
   * @param headers with its media type
   */
  public <T> T upload(
      String method, ApiPath path, Map<String, String> headers, InputStream file, Class<T> type) {
    return client.read(
        noted(() -> client.upload(caller, method, path, headers, file)).body(), type);
  }

  /** Requests a file. Close its body, of which reading fails with {@link BrokenFileException}. */
  public HttpResponse<InputStream> download(ApiPath path, String accept) {
    return client.download(caller, path, Map.of("Accept", accept));
  }

  private byte[] bytes(@Nullable Object body) {
    return body == null ? NONE : client.write(body);
  }
}
